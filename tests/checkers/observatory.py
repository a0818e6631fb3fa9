"""Mozilla's HTTP Observatory on a forum that runs here, over https."""

import json
import os
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from werkzeug.serving import make_server
from werkzeug.utils import redirect

from forum.core.clock import utcnow
from tests import npm

HERE = Path(__file__).parent / "headers"
OWN = "scan.js"
HOST = "forum.example"
WAIT = 60


def scores(app: Flask, folder: Path, paths: Sequence[str]) -> dict[str, Any]:
    """Return what the scanner says about pages of a forum that is for everybody."""
    home = npm.installed(HERE, (OWN,))
    certificate = _certificate(folder)
    with _served(_to_https) as plain, _served(app, certificate) as secure:
        environment = os.environ | {
            "NODE_EXTRA_CA_CERTS": str(certificate),
            "SCAN_PORTS": f"{plain},{secure}",
        }
        addresses = [HOST + path for path in paths]
        done = subprocess.run(  # noqa: S603 - our own words
            [npm.node(), str(home / OWN), *addresses],
            env=environment,
            capture_output=True,
            check=False,
            timeout=WAIT,
        )
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return {address.removeprefix(HOST): one for address, one in said.items()}


def _to_https(environ: Any, start_response: Any) -> Any:
    """Answer as a proxy does on port 80: the same address, by https."""
    return redirect(f"https://{HOST}{environ['PATH_INFO']}", 308)(
        environ, start_response
    )


@contextmanager
def _served(app: Any, certificate: Path | None = None) -> Iterator[int]:
    """Serve an application on a free port, over https if there is a certificate."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    with ExitStack() as stack:
        stack.callback(server.server_close)
        thread = Thread(target=server.serve_forever)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield server.server_port


def _certificate(folder: Path) -> Path:
    """Make a certificate for the host, with its key; nobody but the scanner has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    names = [x509.DNSName(HOST), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utcnow() - timedelta(days=1))
        .not_valid_after(utcnow() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "certificate.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
