"""Edits texts in Weblate through REST, and compares what arrives in Git with what was typed."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT, WORK = Path(sys.argv[1]), Path(sys.argv[2])
HERE = Path(__file__).parent
API = f"http://127.0.0.1:{os.environ['WEBLATE_PORT']}/api/"
REPOSITORY = f"git://127.0.0.1:{os.environ['GIT_PORT']}/waba.git"
COMPONENT = "components/waba/texts/"
TRANSLATED = 20


def call(method, path, body=None):
    request = urllib.request.Request(path if path.startswith("http") else API + path, method=method)
    request.add_header("Authorization", f"Token {os.environ['WEBLATE_TOKEN']}")
    request.add_header("Host", f"localhost:{os.environ['WEBLATE_PORT']}")
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, timeout=1800) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.code} {error.read().decode()[:2000]}")
    return json.loads(text) if text else None


def git(*arguments):
    command = ["git", "-C", str(WORK / "git/waba.git"), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check(name, holds, detail=""):
    print(f"{'ok    ' if holds else 'FAILED'} {name}{'' if holds else ': ' + str(detail)}", flush=True)
    FAILURES.extend([] if holds else [name])


FAILURES = []


def unit(language, context):
    """The text of a language with a key such as `131047.fix_1`."""
    query = urllib.parse.quote(f'key:="{context}"')
    found = call("GET", f"translations/waba/texts/{language}/units/?q={query}")["results"]
    assert len(found) == 1, f"{language} {context}: {len(found)} units"
    return found[0]


def write(language, context, text):
    call("PATCH", f"units/{unit(language, context)['id']}/", {"state": TRANSLATED, "target": [text]})


def push():
    """Commits and pushes, and gives the lines that the branch has otherwise than before."""
    before = git("rev-parse", "weblate") if "weblate" in git("branch", "--list", "weblate") else git("rev-parse", "main")
    for operation in ("commit", "push"):
        call("POST", COMPONENT + "repository/", {"operation": operation})
    if not git("branch", "--list", "weblate"):
        return []
    lines = git("diff", "--unified=0", before.strip(), "weblate", "--", "data").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def commit_to_main(message, *edits):
    """Changes files on `main` as a pull request does, after what Weblate has pushed."""
    clone = WORK / "clone"
    subprocess.run(["rm", "-rf", str(clone)], check=True)
    run = lambda *arguments: subprocess.run(arguments, check=True, capture_output=True)  # noqa: E731
    run("git", "clone", "--quiet", str(WORK / "git/waba.git"), str(clone))
    if git("branch", "--list", "weblate"):
        run("git", "-C", str(clone), "merge", "--quiet", "--ff-only", "origin/weblate")
    for name, old, new in edits:
        path = clone / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    author = ["-c", "user.name=Maintainer", "-c", "user.email=maintainer@localhost.example"]
    run("git", "-C", str(clone), *author, "commit", "--quiet", "--all", "--message", message)
    run("git", "-C", str(clone), "push", "--quiet", "origin", "main")
    call("POST", COMPONENT + "repository/", {"operation": "pull"})


def own_check():
    """The project's own check of the texts, on what Weblate has pushed."""
    tree = WORK / "tree"
    subprocess.run(["rm", "-rf", str(tree)], check=True)
    subprocess.run(["git", "clone", "--quiet", "--branch", "weblate", str(WORK / "git/waba.git"), str(tree)], check=True)
    command = ["cargo", "codegen", "status", "--root", str(tree)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def set_up():
    begin = time.monotonic()
    call("POST", "projects/", {"name": "waba", "slug": "waba", "web": "https://localhost.example/"})
    # Only translated texts reach Git, none that an enforced check has marked.
    call("PATCH", "projects/waba/", {"commit_policy": 20})
    component = json.loads((HERE / "component.json").read_text())
    call("POST", "projects/waba/components/", component | {"repo": REPOSITORY, "push": REPOSITORY})
    deadline = time.monotonic() + 1800
    while not call("GET", COMPONENT + "translations/")["count"]:
        assert time.monotonic() < deadline, "the component has no translations"
        time.sleep(5)
    print(f"component created in {time.monotonic() - begin:.0f} s")


def main():
    deadline = time.monotonic() + 300
    while True:
        try:
            call("GET", "")
            break
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(2)
    set_up()

    statistics = {tag: call("GET", f"translations/waba/texts/{tag}/") for tag in ("de", "ar")}
    for tag, of in statistics.items():
        print(f"{tag}: {of['total']} texts, {of['translated_percent']} % translated, {of['failing_checks']} failing checks")
        check(f"every text of {tag} is read", of["total"] > 1000, of["total"])
        enforced = json.loads((HERE / "component.json").read_text())["enforced_checks"]
        alarms = {
            name: call("GET", f"translations/waba/texts/{tag}/units/?q=check:{name}")["count"] for name in enforced
        }
        check(f"no enforced check is wrong about {tag}", not any(alarms.values()), alarms)

    check("an untouched component changes nothing", push() == [])

    old_german = unit("de", "131047.title")["target"][0]
    write("de", "131047.title", old_german + " geändert")
    expected = [f'-title = "{old_german}"', f'+title = "{old_german} geändert"']
    check("one German edit is one changed line", (lines := push()) == expected, lines)
    old = unit("ar", "131047.title")["target"][0]
    write("ar", "131047.title", old + " معدل")
    expected = [f'-title = "{old}"', f'+title = "{old} معدل"']
    check("one Arabic edit is one changed line", (lines := push()) == expected, lines)

    description = unit("de", "131047.description")
    text = description["target"][0]
    for name, wrong in [
        ("another number", text.replace("24", "48")),
        ("a line break", text + "\nNoch eine Zeile."),
        ("a space at the end", text + " "),
    ]:
        assert wrong != text, f"131047.description has no place for {name}"
        call("PATCH", f"units/{description['id']}/", {"state": TRANSLATED, "target": [wrong]})
        state = call("GET", f"units/{description['id']}/")["state"]
        check(f"{name} is marked or mended", state < TRANSLATED or name == "a space at the end", state)
        check(f"{name} does not reach Git", (lines := push()) == [], lines)
    write("de", "131047.description", text)
    check("the old text again is no change", (lines := push()) == [], lines)

    english = unit("de", "131047.title")["source"][0]
    commit_to_main("English changes", ("data/text/en.toml", f'title = "{english}"', f'title = "{english}, really"'))
    state = unit("de", "131047.title")["state"]
    check("a change of English asks for a new translation", state < TRANSLATED, state)
    write("de", "131047.title", "24 Stunden sind vorbei")
    lines = [line for line in push() if "really" not in line and line != f'-title = "{english}"']
    expected = [f'-title = "{old_german} geändert"', '+title = "24 Stunden sind vorbei"']
    check("and gets it in one line", lines == expected, lines)

    own = own_check()
    check("the project's own check accepts what arrived", own.returncode == 0, own.stderr[-1000:])

    entry = '[4000000000]\ntitle = "A new one"\ndescription = "Something is new."\ncause_1 = "Nobody knows."\nfix_1 = "Wait."\n\n[132000]'
    commit_to_main("a new entry", ("data/text/en.toml", "[132000]", entry))
    write("de", "4000000000.title", "Ein neuer")
    write("de", "4000000000.fix_1", "Warten.")
    half = push()
    check("half of a new entry arrives", '+title = "Ein neuer"' in half and '+fix_1 = "Warten."' in half, half)
    write("de", "4000000000.description", "Etwas ist neu.")
    write("de", "4000000000.cause_1", "Unbekannt.")
    rest = push()
    check("and so does the other half", '+description = "Etwas ist neu."' in rest and '+cause_1 = "Unbekannt."' in rest, rest)
    removed = [line for line in half + rest if line.startswith("-")]
    check("nothing is removed on the way", not removed, removed)

    if FAILURES:
        sys.exit(f"{len(FAILURES)} failed")
    print("all as docs/weblate.md says")


main()
