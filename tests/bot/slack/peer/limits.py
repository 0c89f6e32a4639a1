"""Blocks and views as Slack checks them: what is too long, unknown or missing is said with a pointer to where it is.

Source: the reference of Block Kit, docs.slack.dev/reference/block-kit.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
#: All the characters of all the blocks of one message.
ALL_OF_A_MESSAGE: Final = 13_200
#: A view as JSON.
ALL_OF_A_VIEW: Final = 250_000

_PARTS: Final[Mapping[str, frozenset[str]]] = {
    "section": frozenset({"text", "fields", "accessory", "expand"}),
    "header": frozenset({"text"}),
    "divider": frozenset(),
    "context": frozenset({"elements"}),
    "actions": frozenset({"elements"}),
    "input": frozenset({"label", "element", "hint", "optional", "dispatch_action"}),
    "image": frozenset({"image_url", "slack_file", "alt_text", "title"}),
    "rich_text": frozenset({"elements"}),
    "markdown": frozenset({"text"}),
}
_SELECTS: Final = frozenset(
    f"{many}{what}_select" for many in ("", "multi_") for what in ("static", "users", "conversations", "channels", "external")
)
_CHOICES: Final = frozenset({"radio_buttons", "checkboxes", "overflow"})
_PICKERS: Final = frozenset({"datepicker", "timepicker", "datetimepicker"})
_INPUTS: Final = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"}
)
_INTERACTIVE: Final = _SELECTS | _CHOICES | _PICKERS | {"button"}

Fault = str


def message_faults(blocks: Any) -> list[Fault]:
    """What Slack refuses of a message's blocks, empty if nothing."""
    if not isinstance(blocks, list):
        return ["must provide an array [json-pointer:/blocks]"]
    if len(blocks) > MESSAGE_BLOCKS:
        return [f"no more than {MESSAGE_BLOCKS} items allowed [json-pointer:/blocks]"]
    return list(_blocks(blocks, "/blocks", "message"))


def characters(value: Any) -> int:
    """All that is written in blocks."""
    if isinstance(value, Mapping):
        return sum(len(each) if key == "text" and isinstance(each, str) else characters(each) for key, each in value.items())
    return sum(characters(each) for each in value) if isinstance(value, list) else 0


def view_faults(view: Any) -> list[Fault]:
    """What Slack refuses of a modal or a home tab, empty if nothing."""
    if not isinstance(view, Mapping) or view.get("type") not in {"modal", "home"}:
        return ["must be a modal or a home [json-pointer:/view/type]"]
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return ["must provide an array [json-pointer:/view/blocks]"]
    found = list(_texts(view, "/view", {"private_metadata": 3000, "callback_id": 255, "external_id": 255}))
    if view["type"] == "modal":
        for name in ("title", "submit", "close"):
            if name in view or name == "title":
                found += _text(view.get(name), f"/view/{name}", 24, plain=True)
        if "submit" not in view and any(isinstance(each, Mapping) and each.get("type") == "input" for each in blocks):
            found.append("missing required field: submit [json-pointer:/view]")
    if len(blocks) > VIEW_BLOCKS:
        return [*found, f"no more than {VIEW_BLOCKS} items allowed [json-pointer:/view/blocks]"]
    return [*found, *_blocks(blocks, "/view/blocks", str(view["type"]))]


def _blocks(blocks: list[Any], where: str, surface: str) -> Iterator[Fault]:
    ids: set[str] = set()
    for number, block in enumerate(blocks):
        at = f"{where}/{number}"
        kind = block.get("type") if isinstance(block, Mapping) else None
        if not isinstance(kind, str) or kind not in _PARTS or (kind == "markdown" and surface != "message"):
            yield f"unsupported type: {kind} [json-pointer:{at}/type]"
            continue
        for key in block.keys() - _PARTS[kind] - {"type", "block_id"}:
            yield f"invalid additional property: {key} [json-pointer:{at}]"
        id_ = block.get("block_id")
        if id_ is not None and id_ in ids:
            yield f"block_id {id_} already exists [json-pointer:{at}/block_id]"
        ids.add(str(id_))
        yield from _texts(block, at, {"block_id": 255})
        yield from _block(block, at)


def _block(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    match block["type"]:
        case "section":
            if "text" not in block and "fields" not in block:
                yield f"missing required field: text or fields [json-pointer:{at}]"
            if "text" in block:
                yield from _text(block["text"], f"{at}/text", 3000)
            fields = block.get("fields", [])
            if len(fields) > 10:
                yield f"no more than 10 items allowed [json-pointer:{at}/fields]"
            for number, field in enumerate(fields):
                yield from _text(field, f"{at}/fields/{number}", 2000)
            if "accessory" in block:
                yield from _element(block["accessory"], f"{at}/accessory", _INTERACTIVE | {"image"})
        case "header":
            yield from _text(block.get("text"), f"{at}/text", 150, plain=True)
        case "context" | "actions" as kind:
            yield from _row(block.get("elements"), f"{at}/elements", kind)
        case "input":
            yield from _text(block.get("label"), f"{at}/label", 2000, plain=True)
            if "hint" in block:
                yield from _text(block["hint"], f"{at}/hint", 2000, plain=True)
            yield from _element(block.get("element"), f"{at}/element", _INPUTS | _SELECTS | _CHOICES - {"overflow"} | _PICKERS)
        case "image":
            yield from _texts(block, at, {"alt_text": 2000, "image_url": 3000}, needed={"alt_text"})
        case "rich_text":
            yield from _rich(block.get("elements"), f"{at}/elements")
        case "markdown":
            yield from _texts(block, at, {"text": 12_000}, needed={"text"})


def _row(elements: Any, at: str, kind: str) -> Iterator[Fault]:
    most = 10 if kind == "context" else 25
    if not isinstance(elements, list) or not elements:
        yield f"no fewer than 1 item allowed [json-pointer:{at}]"
        return
    if len(elements) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
    ids: set[str] = set()
    for number, element in enumerate(elements):
        here = f"{at}/{number}"
        if kind == "actions":
            yield from _element(element, here, _INTERACTIVE)
            id_ = element.get("action_id") if isinstance(element, Mapping) else None
            if id_ is not None and id_ in ids:
                yield f"action_id {id_} already exists [json-pointer:{here}/action_id]"
            ids.add(str(id_))
        elif isinstance(element, Mapping) and element.get("type") == "image":
            yield from _texts(element, here, {"alt_text": 2000, "image_url": 3000}, needed={"alt_text"})
        else:
            yield from _text(element, here, 2000)


def _element(element: Any, at: str, allowed: frozenset[str]) -> Iterator[Fault]:
    kind = element.get("type") if isinstance(element, Mapping) else None
    if kind not in allowed:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from _texts(element, at, {"action_id": 255})
    if "placeholder" in element:
        yield from _text(element["placeholder"], f"{at}/placeholder", 150, plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    if kind == "button":
        yield from _text(element.get("text"), f"{at}/text", 75, plain=True)
        yield from _texts(element, at, {"value": 2000, "url": 3000, "accessibility_label": 75})
        if element.get("style", "primary") not in {"primary", "danger"}:
            yield f"must be a valid enum value [json-pointer:{at}/style]"
    elif kind == "plain_text_input":
        if not 0 <= element.get("min_length", 0) <= 3000 or not 1 <= element.get("max_length", 3000) <= 3000:
            yield f"must be less than 3001 [json-pointer:{at}/max_length]"
        yield from _texts(element, at, {"initial_value": element.get("max_length", 3000)})
    elif kind in _CHOICES or (kind or "").endswith("static_select"):
        yield from _options(element, at, 100 if (kind or "").endswith("select") else 5 if kind == "overflow" else 10)


def _options(element: Mapping[str, Any], at: str, most: int) -> Iterator[Fault]:
    groups = element.get("option_groups")
    if groups is not None:
        for number, group in enumerate(groups):
            yield from _text(group.get("label"), f"{at}/option_groups/{number}/label", 75, plain=True)
            yield from _options(group, f"{at}/option_groups/{number}", most)
        return
    options = element.get("options")
    if not isinstance(options, list) or not 1 <= len(options) <= most:
        yield f"no fewer than 1 and no more than {most} items allowed [json-pointer:{at}/options]"
        return
    for number, option in enumerate(options):
        here = f"{at}/options/{number}"
        yield from _text(option.get("text"), f"{here}/text", 75)
        yield from _texts(option, here, {"value": 150}, needed={"value"})
        if "description" in option:
            yield from _text(option["description"], f"{here}/description", 75)


def _confirm(confirm: Any, at: str) -> Iterator[Fault]:
    for name, most in (("title", 100), ("confirm", 30), ("deny", 30)):
        yield from _text(confirm.get(name), f"{at}/{name}", most, plain=True)
    yield from _text(confirm.get("text"), f"{at}/text", 300)


def _rich(elements: Any, at: str) -> Iterator[Fault]:
    allowed = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
    if not isinstance(elements, list) or any(
        not isinstance(each, Mapping) or each.get("type") not in allowed for each in elements
    ):
        yield f"unsupported type [json-pointer:{at}]"
        return
    for number, section in enumerate(elements):
        for deep, element in enumerate(section.get("elements", ())):
            if element.get("type") == "text" and not element.get("text"):
                yield f"must be more than 0 characters [json-pointer:{at}/{number}/elements/{deep}/text]"


def _text(text: Any, at: str, most: int, plain: bool = False) -> Iterator[Fault]:
    """A text object."""
    if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"missing or unsupported text object [json-pointer:{at}]"
    elif plain and text["type"] != "plain_text":
        yield f"must be plain_text [json-pointer:{at}/type]"
    elif text["type"] == "mrkdwn" and "emoji" in text:
        yield f"invalid additional property: emoji [json-pointer:{at}]"
    elif text["type"] == "plain_text" and "verbatim" in text:
        yield f"invalid additional property: verbatim [json-pointer:{at}]"
    else:
        yield from _texts(text, at, {"text": most}, needed={"text"})


def _texts(holder: Mapping[str, Any], at: str, most: Mapping[str, int], needed: set[str] | None = None) -> Iterator[Fault]:
    """Strings and how long they may be. What is needed may not be empty either."""
    for name, length in most.items():
        value = holder.get(name)
        if name in (needed or ()) and not value:
            yield f"must be more than 0 characters [json-pointer:{at}/{name}]"
        elif value is not None and (not isinstance(value, str) or len(value) > length):
            yield f"must be less than {length + 1} characters [json-pointer:{at}/{name}]"
