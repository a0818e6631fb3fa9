"""What is done with accounts of the embedded registry."""

from forum.members.registry.actions.addresses import (
    address_link,
    ask_address,
    confirm_address,
    forget_new_addresses,
)
from forum.members.registry.actions.details import change_details
from forum.members.registry.actions.joining import (
    Asked,
    HandleTaken,
    Welcomed,
    apply,
    confirm,
    forget_applications,
    open_account,
    set_demo_passwords,
    welcome_link,
)
from forum.members.registry.actions.passwords import (
    ask_reset,
    change_password,
    forget_links,
    reset,
    reset_link,
)
from forum.members.registry.actions.proofs import (
    Change,
    add_passkey,
    begin_app,
    end_app,
    end_passkey,
    forget_pending_apps,
    forget_proofs,
    new_codes,
    note_passkey_used,
    prove_app,
    use_code,
)

__all__ = [
    "Asked",
    "Change",
    "HandleTaken",
    "Welcomed",
    "add_passkey",
    "address_link",
    "apply",
    "ask_address",
    "ask_reset",
    "begin_app",
    "change_details",
    "change_password",
    "confirm",
    "confirm_address",
    "end_app",
    "end_passkey",
    "forget_applications",
    "forget_links",
    "forget_new_addresses",
    "forget_pending_apps",
    "forget_proofs",
    "new_codes",
    "note_passkey_used",
    "open_account",
    "prove_app",
    "reset",
    "reset_link",
    "set_demo_passwords",
    "use_code",
    "welcome_link",
]
