"""Sealed and marked values: what only this desk may read, and what only this desk can have made.

Everything comes from the one secret key of the installation, by HKDF (RFC 5869), one key for each use.
"""

import base64
import hashlib
import hmac
import secrets
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from console.errors import SealBroken

_NONCE_BYTES = 12  # what AES-GCM takes, NIST SP 800-38D


class Vault:
    """Seals with AES-256-GCM, marks with HMAC-SHA-256. *purpose* keeps a value of one kind from passing for another."""

    def __init__(self, secret_key: bytes) -> None:
        self._seal = AESGCM(_derive(secret_key, b"lotse desk seal"))
        self._mark = _derive(secret_key, b"lotse desk mark")

    def seal(self, purpose: str, value: bytes) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self._seal.encrypt(nonce, value, purpose.encode())).decode()

    def unseal(self, purpose: str, sealed: str) -> bytes:
        """Return what `seal` was given.

        Raises:
            SealBroken: it was changed, made for another purpose, or with another key.
        """
        try:
            raw = base64.urlsafe_b64decode(sealed)
            return self._seal.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose.encode())
        except (InvalidTag, NotBase64, ValueError) as error:
            raise SealBroken(purpose) from error

    def mark(self, purpose: str, value: str) -> str:
        """64 characters that nobody without the key can make for *value*."""
        return hmac.new(self._mark, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()

    def bytes_for(self, purpose: str, value: str) -> bytes:
        """32 bytes that belong to *value* for ever."""
        return hmac.new(self._mark, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def digest(token: str) -> str:
    """How a long random token is kept: whoever reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _derive(secret_key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret_key)
