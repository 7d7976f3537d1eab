"""Settings from the environment: what a good value makes, and what a bad one is told."""

import stat
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from werkzeug.security import generate_password_hash

from blueprints.shared import config, disk, kept_secrets, vapid
from blueprints.shared.database_url import database_url
from blueprints.shared.folders import instance_path
from blueprints.shared.variables import BadSetting

# The private key of RFC 8291's example: 32 bytes.
KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
MAIL = {"MAIL_URL": "smtp://mail.example", "PUBLIC_URL": "https://wellmet.example"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder that is not there yet."""
    monkeypatch.setenv("WELLMET_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ("0.0.0.0", 8000)),
        ({"HOST": "", "PORT": ""}, ("0.0.0.0", 8000)),
        ({"HOST": "127.0.0.1", "PORT": "65535"}, ("127.0.0.1", 65535)),
    ],
)
def test_where_to_listen(environ: dict[str, str], expected: tuple[str, int]) -> None:
    assert config.bind(environ) == expected


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8e3", "abc", "٨٠٠٠", " 80", "8" * 5000])
def test_a_port_is_a_number_in_range(port: str) -> None:
    with pytest.raises(BadSetting, match="PORT must be a whole number from 1 to 65535"):
        config.bind({"PORT": port})


def test_passwords_are_kept_by_scrypt(folder: Path) -> None:
    method = config.load({})["PASSWORD_METHOD"]
    assert generate_password_hash("x", method).startswith("scrypt:32768:8:1$")


def test_the_database_is_a_file_in_the_instance_folder_by_default(folder: Path) -> None:
    uri = config.load({})["SQLALCHEMY_DATABASE_URI"]

    assert uri == f"sqlite:///{folder}/wellmet.sqlite3"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_folder_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "what? 100%41 #1"
    monkeypatch.setenv("WELLMET_INSTANCE", str(folder))

    assert make_url(database_url("")).database == f"{folder}/wellmet.sqlite3"


def test_a_folder_and_a_file_are_where_they_are_wherever_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup is made by another process than the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WELLMET_INSTANCE", "here")

    assert instance_path() == str(tmp_path / "here")
    given = "sqlite:///evening.sqlite3"
    assert database_url(given) == f"sqlite:///{tmp_path}/here/evening.sqlite3"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:////srv/wellmet.sqlite3", "sqlite:////srv/wellmet.sqlite3"),
        ("postgres://ann:s%40fe@db/wellmet", "postgresql+psycopg://ann:s%40fe@db/wellmet?"),
        ("postgresql://db/wellmet", "postgresql+psycopg://db/wellmet?connect_timeout=10"),
        ("postgresql+psycopg://db/w?connect_timeout=3", "postgresql+psycopg://db/w?connect_t"),
    ],
)
def test_a_database_by_its_address(given: str, expected: str) -> None:
    uri = config.load({"DATABASE_URL": given})["SQLALCHEMY_DATABASE_URI"]

    assert uri.startswith(expected)
    assert uri.count("connect_timeout") == given.startswith("postgres")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("mysql://db/wellmet", "must begin with sqlite:/// or postgresql://"),
        ("nonsense", "must begin with sqlite:/// or postgresql://"),
        ("sqlite:here.db", "must look like sqlite:"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:////srv/db?timeout=a", "has an option after its \\? that SQLite cannot take"),
        ("sqlite:////srv/db?timeout=1&timeout=2", "has an option after its"),
        ("sqlite:////srv/db?detect_types=99999999999", "has an option after its"),
        ("sqlite:////srv/db?cached_statements=99999999999", "has an option after its"),
        ("sqlite:////srv/d%00b", "has a zero byte"),
        ("postgresql://ann@db%00/wellmet", "has a zero byte"),
        ("postgresql://ann@[::1", "must look like sqlite:"),
        ("postgresql://db:port/wellmet", "must look like sqlite:"),
    ],
)
def test_no_database(given: str, sentence: str) -> None:
    with pytest.raises(BadSetting, match=f"DATABASE_URL {sentence}"):
        config.load({"DATABASE_URL": given})


def test_a_secret_is_made_and_kept_for_its_owner_alone(folder: Path) -> None:
    first, second = config.load({}), config.load({})

    kept = folder / "secret_key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == kept.read_text()
    assert len(kept.read_text()) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {file.name for file in folder.iterdir()} == {"secret_key", "vapid_key"}


def test_two_that_start_at_once_keep_one_secret(folder: Path) -> None:
    kept = config.load({})["SECRET_KEY"]

    # The other one saw no file a moment ago, and makes a secret too.
    kept_secrets._keep_secret(folder / "secret_key", "another secret, made a moment later")

    assert config.load({})["SECRET_KEY"] == kept


@pytest.mark.parametrize("name", ["secret_key", "vapid_key"])
@pytest.mark.parametrize("kept", [b"", b"\n", b"cut off", b"\xd3" * 40])
def test_a_kept_secret_that_is_none_is_named(folder: Path, name: str, kept: bytes) -> None:
    config.load({})
    (folder / name).write_bytes(kept)

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE holds no whole secret") as refusal:
        config.load({})

    assert str(refusal.value).endswith(str(folder / name))
    assert (folder / name).read_bytes() == kept


def test_a_secret_is_on_the_disk_before_it_has_its_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[list[str]] = []
    monkeypatch.setattr(
        disk, "reach", lambda file: named.append([file.name, *map(str, folder.glob("secret_key"))])
    )

    config.load({"VAPID_PRIVATE_KEY": KEY})

    draft, link = named
    assert (draft[0].startswith("secret_key."), draft[1:]) == (True, [])
    assert link == ["secret_key", str(folder / "secret_key")]


def test_a_given_secret_is_used_and_none_is_kept(folder: Path) -> None:
    given = {"SECRET_KEY": "sixteen letters!", "VAPID_PRIVATE_KEY": KEY}

    settings = config.load(given | {"DATABASE_URL": "sqlite:////srv/db"})

    assert settings["SECRET_KEY"] == "sixteen letters!"
    assert settings["VAPID_PRIVATE_KEY"] == KEY
    assert not folder.exists()


def test_a_short_secret_is_refused_without_being_shown() -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY needs at least 16 characters") as refusal:
        config.load({"SECRET_KEY": "hunter2"})

    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("variable", ["SECRET_KEY", "DATABASE_URL", "MAIL_URL", "REDIS_URL"])
def test_what_is_not_utf_8_is_named(variable: str) -> None:
    # As Python has it from an environment with other bytes (PEP 383).
    with pytest.raises(BadSetting, match=f"^{variable} must be text in UTF-8"):
        config.load({variable: "sixteen letters \udcff"})


def test_a_folder_whose_name_is_not_utf_8(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("WELLMET_INSTANCE", f"{folder}\udcff")

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE must be text in UTF-8"):
        config.load({})


def test_an_instance_folder_that_cannot_be_one(folder: Path) -> None:
    folder.write_text("a file in its place")

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE needs a folder"):
        config.load({})


def test_an_instance_folder_that_cannot_be_written_to(folder: Path) -> None:
    folder.mkdir()
    # Even for root, who may write anywhere, a folder cannot be read as a secret.
    (folder / "secret_key").mkdir()

    with pytest.raises(BadSetting, match="WELLMET_INSTANCE needs a folder"):
        config.load({})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ""),
        ("https://wellmet.example", "https://wellmet.example"),
        ("https://Wellmet.Example/", "https://wellmet.example"),
        ("http://192.168.1.20:8000", "http://192.168.1.20:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_public_address(given: str, expected: str) -> None:
    settings = config.load({"PUBLIC_URL": given})

    assert settings["PUBLIC_URL"] == expected
    assert settings["SESSION_COOKIE_SECURE"] == given.startswith("https")


@pytest.mark.parametrize(
    "given",
    [
        "wellmet.example",
        "ftp://wellmet.example",
        "https://",
        "https://wellmet.example/app",
        "https://wellmet.example?x=1",
        "https://ann@wellmet.example",
        "https://well met.example",
        "https://wellmet.example:port",
        "https://[::1",
    ],
)
def test_no_public_address(given: str) -> None:
    with pytest.raises(BadSetting, match=r"PUBLIC_URL (must look like|cannot be read)"):
        config.load({"PUBLIC_URL": given})


def test_without_mail_there_is_no_server() -> None:
    assert config.load({})["MAIL_SERVER"] == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, False, False, None, None)),
        ("smtp://ann:s%40fe@mail.example:587", ("mail.example", 587, False, True, "ann", "s@fe")),
        ("smtp://ann:x@mail.example:2525", ("mail.example", 2525, False, True, "ann", "x")),
        ("smtps://ann:x@mail.example", ("mail.example", 465, True, False, "ann", "x")),
    ],
)
def test_a_mail_server(url: str, expected: tuple[object, ...]) -> None:
    settings = config.load(MAIL | {"MAIL_URL": url})

    names = ("SERVER", "PORT", "USE_SSL", "USE_TLS", "USERNAME", "PASSWORD")
    assert tuple(settings[f"MAIL_{name}"] for name in names) == expected
    assert settings["MAIL_DEFAULT_SENDER"] == "wellmet@wellmet.example"


def test_a_sender_of_one_s_own() -> None:
    settings = config.load(MAIL | {"MAIL_URL": "smtp://mail.example/hello@wellmet.example"})

    assert settings["MAIL_DEFAULT_SENDER"] == "hello@wellmet.example"


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999"]
)
def test_no_mail_server(url: str) -> None:
    with pytest.raises(BadSetting, match=r"MAIL_URL (must look like|cannot be read)"):
        config.load(MAIL | {"MAIL_URL": url})


@pytest.mark.parametrize(
    "sender", ["25", "a b@c", "a%0aBcc:x@y", "@", "234@mail.example:587", "a@b, c@d"]
)
def test_no_sender(sender: str) -> None:
    with pytest.raises(BadSetting, match="MAIL_URL names a sender that is no address"):
        config.load(MAIL | {"MAIL_URL": f"smtp://mail.example/{sender}"})


def test_a_sender_may_have_a_name() -> None:
    url = "smtp://mail.example/Wellmet%20%3Chello@wellmet.example%3E"
    settings = config.load(MAIL | {"MAIL_URL": url})

    assert settings["MAIL_DEFAULT_SENDER"] == "Wellmet <hello@wellmet.example>"


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("MAIL_URL", "smtp://ann:half/SECRET@mail.example:587"),
        ("MAIL_URL", "smtp://ann:half#SECRET@mail.example:587"),
        ("MAIL_URL", "smtp://ann:SECRET/half@mail.example:587"),
        ("MAIL_URL", "smtp://ann:12#SECRET@mail.example:587"),
        ("MAIL_URL", "smtp://ann:12?SECRET@mail.example:587"),
        ("MAIL_URL", "smtp://ann:12/SECRET@mail.example:587"),
        ("REDIS_URL", "redis://:SECRET/half@cache"),
        ("REDIS_URL", "redis://ann:12#SECRET@cache:6379"),
        ("DATABASE_URL", "postgresql://ann:half@SECRET@db/wellmet"),
    ],
)
def test_half_a_password_is_neither_shown_nor_taken_for_something_else(
    variable: str, url: str
) -> None:
    with pytest.raises(BadSetting, match=f"^{variable} ") as refused:
        config.load(MAIL | {variable: url})

    assert "SECRET" not in str(refused.value)


def test_mail_needs_an_address_for_its_links() -> None:
    with pytest.raises(BadSetting, match="PUBLIC_URL is needed with MAIL_URL"):
        config.load(MAIL | {"PUBLIC_URL": ""})


@pytest.mark.parametrize(("given", "expected"), [("", 0), ("0", 0), ("2", 2), ("8", 8)])
def test_proxies_to_trust(given: str, expected: int) -> None:
    assert config.load({"TRUSTED_PROXIES": given})["TRUSTED_PROXIES"] == expected


@pytest.mark.parametrize("given", ["9", "-1", "yes"])
def test_no_number_of_proxies(given: str) -> None:
    with pytest.raises(BadSetting, match="TRUSTED_PROXIES must be a whole number from 0 to 8"):
        config.load({"TRUSTED_PROXIES": given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "process://"),
        ("redis://cache:6379/1", "redis://cache:6379/1"),
        (" redis://cache ", "redis://cache"),
    ],
)
def test_where_limits_are_counted(given: str, expected: str) -> None:
    assert config.load({"REDIS_URL": given})["RATELIMIT_STORAGE_URI"] == expected


@pytest.mark.parametrize(
    "given", ["cache:6379", "http://cache", "redis://", "redis://cache:port", "redis://cache?db=a"]
)
def test_no_redis(given: str) -> None:
    with pytest.raises(BadSetting, match=r"REDIS_URL (must look like|cannot be read)"):
        config.load({"REDIS_URL": given})


def test_a_key_for_push_services_is_made_and_kept_for_its_owner_alone(folder: Path) -> None:
    first, second = config.load({}), config.load({})

    kept = folder / "vapid_key"
    assert first["VAPID_PRIVATE_KEY"] == second["VAPID_PRIVATE_KEY"] == kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(vapid.decoded(vapid.public_half(kept.read_text()))) == 65


def test_the_public_half_is_the_one_that_belongs_to_the_private() -> None:
    # RFC 8291, appendix A: the application server's keys.
    assert vapid.public_half(KEY) == (
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    )


@pytest.mark.parametrize(
    "key", ["hunter2", "A" * 43, "_" * 43, KEY[:-2], KEY + "AAAA", "é" * 43, "-----BEGIN"]
)
def test_no_key_for_push_services(key: str) -> None:
    with pytest.raises(BadSetting, match="VAPID_PRIVATE_KEY must be a P-256 key") as refusal:
        config.load({"VAPID_PRIVATE_KEY": key})

    assert key not in str(refusal.value)


def test_push_services_of_one_s_own() -> None:
    given = "https://Push.example, https://other.example:8443/"

    assert config.load({})["PUSH_HOSTS"] == ()
    assert config.load({"PUSH_HOSTS": given})["PUSH_HOSTS"] == (
        "https://push.example",
        "https://other.example:8443",
    )


@pytest.mark.parametrize(
    "given", ["push.example", "http://push.example", "https://push.example/x", "https://a@b"]
)
def test_no_push_service(given: str) -> None:
    with pytest.raises(BadSetting, match="PUSH_HOSTS must look like"):
        config.load({"PUSH_HOSTS": given})
