# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n } perc
value-hours = { $n } óra
value-days = { $n } nap
value-weeks = { $n } hét
value-months = { $n } hónap
value-years = { $n } év
value-working-days = { $n } munkanap
value-age = { $n } év

office-address-unknown = a cím még nem ismert
office-phone-unknown = a telefonszám még nem ismert
office-email-unknown = az e-mail-cím még nem ismert
office-web-unknown = a honlap még nem ismert
office-hours-unknown = a nyitvatartás még nem ismert
office-address-ask = még nem tudjuk biztosan. Itt kérdezze meg: { $office }

section-until = Határidő
section-where = Hol
section-address = Cím
section-papers = Iratok
section-cost = Költség
section-words = Német szavak

state-law = { $law }, a törvény szövege, dátum: { $date }
state-law-unread = { $law }, a törvény szövegét nem néztük meg
state-source = forrás: { $source }, dátum: { $date }
state-source-undated = forrás: { $source }, dátum nélküli oldal
state-source-none = írott forrás nélkül
state-both = { $first } · { $second }
state-unconfirmed = a város még nem erősítette meg
state-confirmed = megerősítette: { $office }, { $date }
state-not-native = Ezt a fordítást még senki nem olvasta, akinek a magyar az anyanyelve.
state-machine = Ezt a szöveget gép fordította. Még senki nem olvasta, akinek a magyar az anyanyelve.
state-review-due = A szöveget legutóbb ekkor ellenőrizték: { $checked } Újra ellenőrizni kellett volna eddig: { $date }
state-review-never = Nem tudunk arról, hogy valaki ellenőrizte ezt a szöveget. Ellenőrizni kellett volna eddig: { $date }

article-not-in-language = Ez a szöveg még nincs meg magyarul. Itt olvasható németül.
