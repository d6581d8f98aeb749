"""What a person can do in a chat; everything becomes an update for the bot."""

import re
from typing import Any

from tests.bot_api.bots import Bot, Notice
from tests.bot_api.chats import Chat, StoredMessage, User
from tests.bot_api.markup import found_entities, utf16_length
from tests.bot_api.messages import without_reply
from tests.bot_api.screen import NotShown, Screen, ShownMessage

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "00ffff03000006000557bfabd40000000049454e44ae426082"
)
_SILENCE = b"OggS" + bytes(64)

MessageRef = int | ShownMessage | StoredMessage


class Speaker(Screen):
    """A person in one chat with one bot."""

    def __init__(self, bot: Bot, chat: Chat, user: User) -> None:
        super().__init__(bot, chat)
        self.user = user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def notices(self) -> list[Notice]:
        """What the bot answered to pressed buttons, oldest first."""
        return self._bot.notices.get(self.id, [])

    def says(self, text: str, *, thread_id: int | None = None) -> int:
        """Write a text and return its message id."""
        return self.sends(_text(text), thread_id=thread_id)

    def sends(self, content: dict[str, Any], *, thread_id: int | None = None) -> int:
        """Send a message of any kind: *content* holds the fields of the Message object that make it up."""
        place = {"message_thread_id": thread_id, "is_topic_message": True} if thread_id else {}
        return self._write({**place, **content}).id

    def sends_sticker(self) -> int:
        return self.sends(self._bot.files.add("sticker", _PIXEL, name="sticker.webp").as_content())

    def sends_photo(self, content: bytes = _PIXEL, *, caption: str = "", album: str | None = None) -> int:
        """Send a photo; photos of one *album* carry the same media group id."""
        group = {"media_group_id": album} if album else {}
        return self.sends(self._file("photo", content, "photo.png", caption) | group)

    def sends_voice(self, content: bytes = _SILENCE) -> int:
        return self.sends(self._file("voice", content, "voice.oga", ""))

    def sends_document(
        self,
        content: bytes = b"%PDF-1.7\n",
        *,
        name: str = "brief.pdf",
        caption: str = "",
        size: int | None = None,
    ) -> int:
        """Send a file; *size* in bytes declares more than *content* holds."""
        return self.sends(self._file("document", content, name, caption, size))

    def sends_location(self, latitude: float = 51.2, longitude: float = 11.97) -> int:
        return self.sends({"location": {"latitude": latitude, "longitude": longitude}})

    def sends_contact(self, phone_number: str = "+49 3443 000000") -> int:
        contact = {"phone_number": phone_number, "first_name": self.user.first_name, "user_id": self.id}
        return self.sends({"contact": contact})

    def sends_poll(self, question: str = "?", options: tuple[str, ...] = ("1", "2")) -> int:
        poll = {
            "id": f"{self.id}{self._chat.shown}",
            "question": question,
            "options": [
                {"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(options)
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return self.sends({"poll": poll})

    def forwards(self, text: str, *, author: str = "Maria") -> int:
        """Forward what a third person wrote who hides their account."""
        origin = {"type": "hidden_user", "date": int(self._bot.clock.now()), "sender_user_name": author}
        return self.sends(_text(text) | {"forward_origin": origin})

    def replies(self, to: MessageRef, text: str, *, quote: str = "") -> int:
        """Answer one message, quoting a part of it if *quote* is given."""
        replied = self._stored(to)
        place = {
            name: replied.payload[name] for name in ("message_thread_id", "is_topic_message") if name in replied.payload
        }
        content = place | _text(text) | {"reply_to_message": without_reply(replied)}
        if quote:
            before = replied.payload["text"].partition(quote)[0]
            content["quote"] = {"text": quote, "position": utf16_length(before), "is_manual": True}
        return self.sends(content)

    def edits(self, message: MessageRef, text: str) -> None:
        """Change the text of an own message."""
        stored = self._stored(message)
        self._acts()
        edited = self._chat.rewrite(stored, _text(text), text)
        self._acts()
        self._bot.publish("edited_message", edited.payload, self._chat)

    def presses(self, label: str | re.Pattern[str]) -> str | None:
        """Press the button on the newest message that has it.

        Returns:
            The address, if the button opens one; then nothing reaches the bot.

        Raises:
            NotShown: No message in the chat has such a button.
        """
        for message in sorted(self.sees(), key=lambda each: each.shown, reverse=True):
            if button := message.button(label):
                break
        else:
            shown = [each.labels for each in self.sees() if each.buttons]
            raise NotShown(f"no button {label!r}; shown were {shown}")
        if button.is_typing:
            self.says(button.label)
        elif button.callback_data is not None:
            self.calls_back(message, button.callback_data)
        return button.url

    def calls_back(self, message: MessageRef, data: str) -> str:
        """Send callback data under a message, whether or not a button has it; the id of the query."""
        self._acts()
        query = {
            "id": self._bot.open_callback(self.user),
            "from": self.user.as_json(),
            "message": self._stored(message).payload,
            "chat_instance": str(self._chat.id),
            "data": data,
        }
        self._bot.publish("callback_query", query, self._chat)
        return str(query["id"])

    def _write(self, content: dict[str, Any]) -> StoredMessage:
        source = content.get("text") or content.get("caption", "")
        message = self._chat.write(self.user, content, source=source)
        self._acts()
        self._bot.publish("message", message.payload, self._chat)
        return message

    def _file(self, kind: str, content: bytes, name: str, caption: str, size: int | None = None) -> dict[str, Any]:
        words = {"caption": caption} if caption else {}
        return self._bot.files.add(kind, content, name=name, size=size).as_content() | words

    def _stored(self, message: MessageRef) -> StoredMessage:
        if isinstance(message, StoredMessage):
            return message
        message_id = message if isinstance(message, int) else message.message_id
        stored = self._chat.find(message_id)
        if stored is None:
            raise NotShown(f"message {message_id} does not stand in the chat")
        return stored


def _text(text: str) -> dict[str, Any]:
    entities = found_entities(text)
    return {"text": text, **({"entities": entities} if entities else {})}
