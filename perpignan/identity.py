"""Who vouches for people: the OpenID Connect providers named by the environment.

FranceConnect (citizens) and ProConnect (agents) are such providers.
"""

import json
from typing import Any
from urllib.parse import urlsplit

CITIZENS, AGENTS = "citizens", "agents"
NEEDED = ("id", "name", "audience", "client_id", "secret", "server_url")
#: What is asked of a provider: nothing of a citizen but that she is one person.
SCOPES = {CITIZENS: ["openid"], AGENTS: ["openid", "email"]}


def read_providers(text: str) -> list[dict[str, Any]]:
    """Read OIDC_PROVIDERS, a JSON list. Raise ValueError that says what is wrong."""
    providers = json.loads(text or "[]")
    if not isinstance(providers, list):
        raise ValueError("OIDC_PROVIDERS is a JSON list of providers.")
    for provider in providers:
        lacking = [name for name in NEEDED if not provider.get(name)]
        if lacking:
            raise ValueError(f"A provider of OIDC_PROVIDERS lacks {', '.join(lacking)}.")
        if provider["audience"] not in SCOPES:
            raise ValueError("The audience of a provider is citizens or agents.")
    return providers


def apps(providers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Describe the providers to django-allauth."""
    return [
        {
            "provider_id": provider["id"],
            "name": provider["name"],
            "client_id": provider["client_id"],
            "secret": provider["secret"],
            "settings": {
                "server_url": provider["server_url"],
                "audience": provider["audience"],
                "scope": provider.get("scope", SCOPES[provider["audience"]]),
                "auth_params": provider.get("auth_params", {}),
                "oauth_pkce_enabled": provider.get("pkce", True),
                # A citizen's identity token says enough: nothing more is fetched of her.
                "fetch_userinfo": provider["audience"] == AGENTS,
            },
        }
        for provider in providers
    ]


def origins(providers: list[dict[str, Any]]) -> list[str]:
    """List where a sign-in form may lead, for the content security policy."""
    found = set()
    for provider in providers:
        for address in (provider["server_url"], provider.get("authorization_url", "")):
            parts = urlsplit(address)
            if parts.netloc:
                found.add(f"{parts.scheme}://{parts.netloc}")
    return sorted(found)
