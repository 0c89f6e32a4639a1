"""What to do when something is wrong, by need, in words that a child of nine can read (map 9.4, 10.7)."""

from collections.abc import Mapping


def needs(menu: str, private: str) -> Mapping[str, tuple[str, str]]:
    """By what somebody needs: what the choice says, and what they are told.

    `menu` says how a message is reported from its menu, and `private` what to do in a private chat.
    """
    return {
        "worried": (
            "I am worried, or something feels wrong",
            "You can tell us. Type `/report` and say what is wrong. You can leave your name out.\n"
            "Or talk to an adult you trust. `/who` says who looks after you here.\n"
            "You can call Childline on **0800 1111**. It is free, day and night. They will listen.\n"
            "Is it about something else? Type `/help` again, and pick what fits.",
        ),
        "mean": (
            "Somebody is mean to me or to a friend",
            "It is not your fault. You do not have to write back.\n"
            f"{menu}\n"
            "Or type `/report`. You can also call Childline on **0800 1111**. It is free.",
        ),
        "private": (
            "Somebody wants to chat in private, or to meet",
            "You can say no. Do not send a photo. Do not go to meet them.\n"
            "It is not your fault, even if you wrote back.\n"
            f"{menu}\n"
            f"{private}\n"
            "Did they ask for a photo of you? Go to **www.ceop.police.uk**, or call Childline on **0800 1111**.",
        ),
        "photo": (
            "A photo of me is out there",
            "It is not your fault, and you can get help.\n"
            "If you are under 18, look for “Report Remove” on **www.childline.org.uk**. It can help to take the photo down.\n"
            "Do not send the photo to us or to a friend. Call Childline on **0800 1111** if you want to talk.",
        ),
        "hidden": (
            "My message was hidden",
            "You are not in trouble. We sent you a note that says why.\n"
            "Do you think we got it wrong? Press “I think this is wrong” on that note. Someone else will look.\n"
            "`/who` says who you can ask.",
        ),
        "danger": (
            "Somebody is in danger now",
            "Call **999** now, or ask an adult to call.\n"
            "If you cannot talk, press **55** when you hear the voice.\n"
            "Then tell us with `/report`, so that we can help too.",
        ),
        "adult": (
            "I am an adult, and worried about a child",
            "In danger now: **999**. Otherwise tell the people whom `/who` names, today, and give `/report` your own words.\n"
            "NSPCC, for adults: **0808 800 5000**. Do not ask the child for more than they tell you, promise no secret, and "
            "write down their words as they were said.\n"
            "Never copy or forward pictures of a child. Illegal pictures are reported at **www.iwf.org.uk**.",
        ),
        "staff": (
            "I help here, and a child writes to me in private",
            "Do not go on with it in private. You could write: “Good to hear from you! Let's talk at the next session.”\n"
            "Is the child worried about something? Then listen, promise no secret, and write down their words as they were "
            "said.\n"
            "Either way tell the people whom `/who` names, today; `/report` reaches them too. In danger now: **999**.\n"
            "Did you post something that you should not have? Tell them as soon as you see it: that is the right thing to do.",
        ),
        "incident": (
            "An incident: what I do first, as staff or a volunteer",
            "1. Is anybody in danger? Ring **999** now.\n"
            "2. Listen. Do not ask for more, promise no secret, and copy no picture.\n"
            f"3. Leave the message standing, and pass it on. {menu}\n"
            "4. Write down their own words, with the time and the place.\n"
            "5. Do not speak to whoever it is about. `/who` names the lead: ring them if it cannot wait.",
        ),
    }
