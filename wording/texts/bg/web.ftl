# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Добре дошли
web-write = Вашият въпрос
web-placeholder = Вашият въпрос …
web-send = Изпратете
web-leave = Бърз изход
web-language = Смяна на езика
web-you = Вие
web-lotse = Lotse
web-staff = Отговаря ви човек
web-conversation = Разговор с Lotse
web-waiting = Един момент …
web-slow = Трае малко по-дълго. Отговорът ще дойде тук.
web-offline = Няма интернет. Каквото сте написали, остава тук.
web-failed = Съобщението не пристигна.
web-again = Изпратете отново
web-too-fast = Оттук сега идват много въпроси. { $count ->
    [one] Моля, изчакайте една минута.
   *[other] Моля, изчакайте { $count } минути.
}
web-too-long = Твърде дълго е. Моля, напишете по-кратко.
web-empty = Моля, напишете въпроса си.
web-to-text = Към писането
web-anew = Започнете отново
