# What the public pages /info say around the articles.

info-title = Informații pentru cei nou-veniți în Weißenfels
info-lead = Fiecare răspuns spune de unde vine. Caută cu cuvintele tale sau alege o temă.
info-look-for = Ce cauți?
info-search = Caută
info-found = { $count ->
    [one] { $count } text găsit
    [few] { $count } texte găsite
   *[other] { $count } de texte găsite
}
info-nothing = Nu am găsit nimic despre asta. Încearcă alte cuvinte sau întreabă-l pe Lotse.
info-ask = Întreabă-l pe Lotse
info-ask-why = Mai ai o întrebare? Lotse răspunde în limba ta. Nu avem nevoie de numele tău.
info-more = Mai multe despre asta
info-sources = De unde știm asta
info-german = În germană, de arătat la birou
info-related = Te poate ajuta și asta
info-languages = Alte limbi
info-topics = Toate temele
info-qr = Pentru un afiș: codul QR al acestei pagini
info-changed = Pagina a fost schimbată ultima dată pe { $date }
info-missing = Această pagină nu există
info-missing-why = Poate a fost retrasă sau adresa nu este corectă.
info-to-content = Mergi la text
info-on-phone = Această pagină pe telefon
