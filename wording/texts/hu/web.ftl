# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Üdvözöljük
web-write = Az Ön kérdése
web-placeholder = Az Ön kérdése …
web-send = Küldés
web-leave = Gyors kilépés
web-language = Nyelv váltása
web-you = Ön
web-lotse = Lotse
web-staff = Egy ember válaszol
web-conversation = Beszélgetés a Lotséval
web-waiting = Egy pillanat …
web-slow = Ez kicsit tovább tart. A válasz ide érkezik.
web-offline = Nincs internet. Amit írt, itt marad.
web-failed = Az üzenet nem érkezett meg.
web-again = Küldés újra
web-too-fast = Innen most nagyon sok kérdés érkezik. { $count ->
    [one] Kérem, várjon egy percet.
   *[other] Kérem, várjon { $count } percet.
}
web-too-long = Ez túl hosszú. Kérem, írjon rövidebben.
web-empty = Kérem, írja le a kérdését.
web-to-text = Ugrás az íráshoz
web-anew = Újrakezdés
