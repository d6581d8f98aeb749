# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Bun venit
web-write = Întrebarea ta
web-placeholder = Întrebarea ta …
web-send = Trimite
web-leave = Ieși repede
web-language = Schimbă limba
web-you = Tu
web-lotse = Lotse
web-staff = Îți răspunde un om
web-conversation = Discuția cu Lotse
web-waiting = Un moment …
web-slow = Durează puțin mai mult. Răspunsul vine aici.
web-offline = Nu ai internet. Ce ai scris rămâne aici.
web-failed = Mesajul nu a ajuns.
web-again = Trimite din nou
web-too-fast = De aici vin acum foarte multe întrebări. { $count ->
    [one] Te rog așteaptă un minut.
    [few] Te rog așteaptă { $count } minute.
   *[other] Te rog așteaptă { $count } de minute.
}
web-too-long = E prea lung. Te rog scrie mai scurt.
web-empty = Te rog scrie întrebarea ta.
web-to-text = Mergi la scris
web-anew = Începe din nou
