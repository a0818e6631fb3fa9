"""Delivery reports as mail servers write them (RFC 3464)."""

from email.message import EmailMessage

REPORT = """\
From: MAILER-DAEMON@example.net
To: forum@example.com
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain

Your message could not be delivered.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; {email}
Action: {action}
Status: {status}

--edge
Content-Type: {returned}

Message-ID: {message_id}
Subject: Something

--edge--
"""


def report_of(
    mail: EmailMessage,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    message_id: str = "",
    returned: str = "text/rfc822-headers",
) -> str:
    """Return the report that a mail could not be delivered."""
    return REPORT.format(
        email=mail["To"],
        action=action,
        status=status,
        returned=returned,
        message_id=message_id or mail["Message-ID"],
    )
