"""The ready configurations for nginx, Apache and IIS, and a recipe for a container, all made from `hosting`.

Each says the same: exact types, what may be kept for how long, compressed files where they lie beside the others, the
page for what is not found, and the strict headers. They are texts; `package.py` puts them in the zip, and the tests run
the first two in the real servers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

import hosting

DEFAULT_FOLDER = "/srv/naeste-skridt/site"
CONTAINER_PORT = 8080


@dataclass(frozen=True)
class Place:
    """Where the site lies on the server, and below which path it is shown (`/` or `/mappe/`)."""

    folder: str = DEFAULT_FOLDER
    sub: str = "/"


# ── nginx ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def nginx(headers: Mapping[str, str], place: Place, brotli: bool = False) -> str:
    """Locations for a `server` block. `brotli` where the module brotli_static is loaded; without it gzip is sent."""
    sub = place.sub
    types = "".join(f"    {media} {ending};\n" for ending, media in _all_types())
    static = "gzip_static on;\n" + ("brotli_static on;\n" if brotli else "# brotli_static on;  # når modulet er der\n")
    forever = "|".join(folder.rstrip("/") for folder in hosting.IMMUTABLE)
    redirect = "" if sub == "/" else f"location = {sub.rstrip('/')} {{ return 301 {sub}; }}\n"
    return (
        "# Indsættes i en server-blok. Ret mappen, hvis siden ligger et andet sted.\n"
        "server_tokens off;\ncharset utf-8;\n"
        f"charset_types {' '.join(sorted(set(hosting.TEXT.values()) - {'text/html'}))};\n"
        f"types {{\n{types}}}\ndefault_type application/octet-stream;\n{static}"
        "absolute_redirect off;\netag on;\n\n"
        f"{redirect}"
        f"location ~ ^{sub}({forever})/ {{\n"
        f"    rewrite ^{sub}(.*)$ /$1 break;\n    root {place.folder};\n"
        f"{_nginx_headers(headers, hosting.FOR_EVER)}}}\n\n"
        f"location ~ \\.(br|gz)$ {{ return 404; }}  # kun til serveren selv\n\n"
        f"location {sub} {{\n    alias {place.folder}/;\n    index index.html;\n"
        f"{_nginx_headers(headers, hosting.ASK_AGAIN)}"
        f"    error_page 404 {sub}404.html;\n    error_page 500 502 503 504 {sub}404.html;\n}}\n"
    )


def _nginx_headers(headers: Mapping[str, str], cache: str) -> str:
    """Written in each location: nginx forgets those of the block around as soon as a location has one of its own."""
    return "".join(
        f'    add_header {name} "{value}" always;\n' for name, value in {**headers, "Cache-Control": cache}.items()
    )


def nginx_container(headers: Mapping[str, str]) -> str:
    """A whole nginx.conf for a container that runs as nobody special, with nothing to write but /tmp."""
    inner = nginx(headers, Place("/srv/site", "/"))
    scratch = "".join(
        f"    {kind}_temp_path /tmp/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        "worker_processes auto;\npid /tmp/nginx.pid;\nerror_log /dev/stderr warn;\n"
        "events { worker_connections 4096; }\n"
        "http {\n    access_log off;\n    sendfile on;\n    tcp_nopush on;\n    keepalive_timeout 30s;\n"
        f"{scratch}    server {{\n        listen {CONTAINER_PORT};\n{_indented(inner, 8)}    }}\n}}\n"
    )


def containerfile() -> str:
    """The recipe itself. The image is one that runs without root; only /tmp must be writable."""
    return (
        "# Bygges i mappen, hvor zip-filen er pakket ud:\n"
        "#   podman build -t naeste-skridt -f opsaetning/container/Containerfile .\n"
        f"#   podman run --read-only --tmpfs /tmp --cap-drop=all -p {CONTAINER_PORT}:{CONTAINER_PORT} naeste-skridt\n"
        "FROM nginxinc/nginx-unprivileged:stable\n"
        "COPY opsaetning/container/nginx.conf /etc/nginx/nginx.conf\n"
        "COPY site /srv/site\n"
        "USER 101\n"
        f"EXPOSE {CONTAINER_PORT}\n"
    )


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in text.splitlines())


# ── Apache ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def apache(headers: Mapping[str, str], place: Place) -> str:
    """Directives for a virtual host. Needs mod_headers, mod_mime and mod_dir; mod_rewrite sends the compressed files."""
    sub = place.sub
    alias = f'DocumentRoot "{place.folder}"\n' if sub == "/" else f'Alias "{sub}" "{place.folder}/"\n'
    missing = "" if sub == "/" else f"RedirectMatch 301 ^{sub.rstrip('/')}$ {sub}\n"
    types = "".join(f"    AddType {media} .{ending}\n" for ending, media in _all_types())
    text = " ".join(f".{ending}" for ending in hosting.TEXT)
    forever = "|".join(folder.rstrip("/") for folder in hosting.IMMUTABLE)
    shown = "".join(f'    Header always set {name} "{value}"\n' for name, value in headers.items())
    packed = "".join(_apache_packed(ending, coding) for ending, coding in (("br", "br"), ("gz", "gzip")))
    return (
        "# Indsættes i en VirtualHost. Ret mappen, hvis siden ligger et andet sted.\n"
        f"{alias}{missing}"
        f'<Directory "{place.folder}">\n'
        "    Require all granted\n    AllowOverride None\n    Options -Indexes -MultiViews\n"
        f"    DirectoryIndex index.html\n    ErrorDocument 404 {sub}404.html\n    ErrorDocument 500 {sub}404.html\n"
        f"{types}    AddCharset utf-8 {text}\n"
        f'{shown}    Header always set Cache-Control "{hosting.ASK_AGAIN}"\n'
        "    # ETag uden -gzip og -br, så »ikke ændret« virker også for de pakkede filer\n"
        "    FileETag MTime Size\n"
        "    <IfModule mod_rewrite.c>\n        RewriteEngine On\n"
        "        RewriteCond %{ENV:REDIRECT_STATUS} ^$\n"
        "        RewriteRule \\.(br|gz)$ - [R=404,L]\n"
        f"{packed}    </IfModule>\n"
        "</Directory>\n"
        f'<LocationMatch "^{sub}({forever})/">\n    Header always set Cache-Control "{hosting.FOR_EVER}"\n</LocationMatch>\n'
    )


def _apache_packed(ending: str, coding: str) -> str:
    types = {kind: hosting.media_type(f"x.{kind}").replace(" ", "") for kind, _ in _all_types()}
    rules = "".join(
        f"        RewriteRule \\.{kind}\\.{ending}$ - [T={media},E=no-gzip:1,E=no-brotli:1,L]\n"
        for kind, media in types.items()
    )
    return (
        f"        RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b\n"
        f"        RewriteCond %{{REQUEST_FILENAME}}.{ending} -f\n"
        f"        RewriteRule ^(.+)$ $1.{ending} [L]\n"
        f"{rules}"
        f'        <FilesMatch "\\.{ending}$">\n            Header always set Content-Encoding {coding}\n'
        "            Header always append Vary Accept-Encoding\n        </FilesMatch>\n"
    )


# ── IIS ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def iis(headers: Mapping[str, str]) -> str:
    """`web.config` for the site's own folder.

    Only sections that IIS leaves open to a site by default. Every type is removed before it is added, since IIS refuses
    the whole site where a type is added twice.
    """
    types = "".join(
        f'      <remove fileExtension=".{ending}" />\n'
        f'      <mimeMap fileExtension=".{ending}" mimeType={quoteattr(hosting.media_type(f"x.{ending}"))} />\n'
        for ending, _ in _all_types()
    )
    shown = "".join(
        f"        <remove name={quoteattr(name)} />\n        <add name={quoteattr(name)} value={quoteattr(value)} />\n"
        for name, value in headers.items()
    )
    forever = "".join(_iis_location(folder.rstrip("/")) for folder in hosting.IMMUTABLE)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n'
        "  <system.webServer>\n"
        "    <defaultDocument>\n      <files>\n        <clear />\n"
        '        <add value="index.html" />\n      </files>\n    </defaultDocument>\n'
        f"    <staticContent>\n{types}"
        '      <clientCache cacheControlMode="DisableCache" />\n    </staticContent>\n'
        '    <urlCompression doStaticCompression="true" />\n'
        f'    <httpProtocol>\n      <customHeaders>\n        <remove name="X-Powered-By" />\n{shown}'
        "      </customHeaders>\n    </httpProtocol>\n"
        '    <httpErrors errorMode="Custom">\n      <remove statusCode="404" />\n'
        '      <error statusCode="404" path="404.html" responseMode="File" />\n    </httpErrors>\n'
        f"  </system.webServer>\n{forever}</configuration>\n"
    )


def _iis_location(folder: str) -> str:
    return (
        f'  <location path="{folder}">\n    <system.webServer>\n      <staticContent>\n'
        f'        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="{hosting.YEAR}.00:00:00"'
        ' cacheControlCustom="public, immutable" />\n'
        "      </staticContent>\n    </system.webServer>\n  </location>\n"
    )


def _all_types() -> Iterable[tuple[str, str]]:
    return (*hosting.TEXT.items(), *hosting.BINARY.items())
