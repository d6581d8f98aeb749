# What the public pages /info say around the articles.

info-title = Tudnivalók azoknak, akik most érkeztek Weißenfelsbe
info-lead = Minden válasznál ott áll, honnan tudjuk. Keressen a saját szavaival, vagy válasszon témát.
info-look-for = Mit keres?
info-search = Keresés
info-found = { $count ->
    [one] { $count } szöveg található
   *[other] { $count } szöveg található
}
info-nothing = Erről nem találtunk semmit. Próbálja más szavakkal, vagy kérdezze meg a Lotsét.
info-ask = Kérdezze meg a Lotsét
info-ask-why = Van még kérdése? A Lotse az Ön nyelvén válaszol. A nevére nincs szükségünk.
info-more = Bővebben
info-sources = Honnan tudjuk ezt
info-german = Németül, hogy megmutathassa
info-related = Ez is segíthet
info-languages = Más nyelvek
info-topics = Minden téma
info-qr = Faliújságra: ennek az oldalnak a QR-kódja
info-changed = Ez az oldal utoljára ekkor változott: { $date }
info-missing = Ez az oldal nem létezik
info-missing-why = Lehet, hogy eltávolították, vagy a cím nem egészen pontos.
info-to-content = Ugrás a szöveghez
info-on-phone = Ez az oldal a telefonon
