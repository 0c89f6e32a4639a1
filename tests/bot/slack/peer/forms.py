"""What can be pressed on blocks, and what Slack's own client sends of a form that somebody filled in."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

#: Under which key an element's state holds what was chosen; of others it is `value`.
_KEYS: Final[Mapping[str, str]] = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}


def elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Everything that can be pressed or filled in, with the block that it is in."""
    for block in blocks:
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and "action_id" in element:
                yield element, block.get("block_id", "")


def find(blocks: list[dict[str, Any]], which: str) -> tuple[dict[str, Any], str]:
    """One of them by its action_id, its value or what it says."""
    for element, block in elements(blocks):
        says = element["text"].get("text") if isinstance(element.get("text"), dict) else None
        if which in (element["action_id"], element.get("value"), says):
            return element, block
    raise AssertionError(f"nothing here can be pressed that is called {which!r}")


def buttons(message: Mapping[str, Any]) -> dict[str, str]:
    """The action ids of a message's or a view's buttons, by what they say."""
    found = (element for element, _ in elements(message.get("blocks") or []) if element["type"] == "button")
    return {element["text"]["text"]: element["action_id"] for element in found}


def filled(blocks: list[dict[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    """The state of a modal that was filled in."""
    asked = {element["action_id"]: (element, block) for element, block in elements(blocks) if element["type"] != "button"}
    assert set(values) <= set(asked), f"the modal does not ask for {set(values) - set(asked)}"
    found: dict[str, Any] = {}
    for block in blocks:
        element = block.get("element", {})
        if block["type"] == "input" and not block.get("optional") and not _begun(element):
            assert values.get(element["action_id"]), f"Slack's client does not hand in a modal without {element['action_id']!r}"
    for action, (element, where) in asked.items():
        found.setdefault(where, {})[action] = state_of(element, values[action]) if action in values else _untouched(element)
    return found


def _begun(element: Mapping[str, Any]) -> bool:
    return any(key.startswith("initial_") and value for key, value in element.items())


def _untouched(element: Mapping[str, Any]) -> dict[str, Any]:
    """The state of what nobody changed: what stood there at the beginning."""
    kind = element["type"]
    key = _KEYS.get(kind, "value")
    initial = element.get("initial_value") if key == "value" else element.get(f"initial_{key.removeprefix('selected_')}")
    return {"type": kind, key: initial if initial is not None or key not in {"selected_options"} else []}


def state_of(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    """What somebody chose or wrote, as Slack sends it; an AssertionError for what they could not."""
    kind = element["type"]
    key = _KEYS.get(kind, "value")
    if key == "value":
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        assert least <= len(value) <= most, f"Slack's client takes between {least} and {most} characters"
        return {"type": kind, key: value}
    if not key.startswith("selected_option"):
        return {"type": kind, key: value}
    groups = element.get("option_groups")
    wanted = value if isinstance(value, list) else [value]
    if "external" in kind:  # the app gave what there is to choose from while they typed
        options = [{"text": {"type": "plain_text", "text": each}, "value": each} for each in wanted]
    else:
        options = [option for group in groups for option in group["options"]] if groups else element["options"]
    known = {option["value"]: option for option in options}
    assert set(wanted) <= set(known), f"{wanted} is not offered, but {sorted(known)}"
    chosen = [known[each] for each in wanted]
    return {"type": kind, key: chosen if key == "selected_options" else chosen[0]}
