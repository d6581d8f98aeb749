"""The gate around every desk response: who may ask at all, how much may be sent, and which headers go back.

It is plain ASGI, because it also stands around the event stream and the static files.
"""

from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 128 * 1024
"""Bytes. A form with a long message and its translation is below 40 kB."""

LARGEST_UPLOAD: Final = 5 * 1024 * 1024 + 64 * 1024
"""Bytes of a form with a file of 5 MB."""

_TOO_LARGE: Final = "Das ist zu groß: höchstens 5 MB. Bitte gehen Sie einen Schritt zurück und teilen Sie die Datei."

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}


_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds. A browser that asks directly sends none of them."""


class Gate:
    """Lets the desk's networks in and writes the security headers on the way out."""

    def __init__(
        self, app: ASGIApp, networks: Sequence[IPv4Network | IPv6Network], uploads: Collection[str] = ()
    ) -> None:
        """*uploads* are the paths below the desk to which a file may be sent."""
        self._app = app
        self._networks = tuple(networks)
        self._uploads = frozenset(uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        # looked at now, for a mount further in changes the scope
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        is_static = path.startswith("/static/")
        is_upload = scope["method"] == "POST" and path in self._uploads
        largest = LARGEST_UPLOAD if is_upload else LARGEST_BODY

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # a file of a newcomer has a stricter policy
                headers["Cache-Control"] = "no-cache" if is_static else "no-store"
            await send(message)

        if not is_inside(scope, self._networks):
            await PlainTextResponse("Not Found", 404)(scope, receive, send_with_headers)
        elif _is_too_large(Headers(scope=scope), largest):
            words = _TOO_LARGE if is_upload else "Content Too Large"
            await PlainTextResponse(words, 413)(scope, receive, send_with_headers)
        else:
            await self._app(scope, _limited(receive, largest), send_with_headers)


def is_inside(scope: Scope, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Whether the request of *scope* comes from one of *networks*.

    The address looked at is the one the server found. Behind a trusted proxy that is the browser's: the server then
    writes it down with port 0. A request that went through a proxy nobody named as trusted is refused, for it would
    carry the proxy's own address, which often is this very machine.
    """
    client = scope.get("client")
    if client is None:
        return False
    headers = Headers(scope=scope)
    if client[1] != 0 and any(name in headers for name in _FORWARDED):
        return False
    try:
        address = _plain(ip_address(client[0]))
    except ValueError:
        return False
    return any(address in network for network in networks if network.version == address.version)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if isinstance(mapped, IPv4Address) else address


def _is_too_large(headers: Headers, largest: int) -> bool:
    length = headers.get("content-length", "0")
    return not length.isdecimal() or int(length) > largest


def _limited(receive: Receive, largest: int) -> Receive:
    """Ends a body that goes on after the limit without having announced it."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return message if received <= largest else {"type": "http.disconnect"}

    return limited
