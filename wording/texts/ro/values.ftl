# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n ->
    [one] { $n } minut
    [few] { $n } minute
   *[other] { $n } de minute
}
value-hours = { $n ->
    [one] { $n } oră
    [few] { $n } ore
   *[other] { $n } de ore
}
value-days = { $n ->
    [one] { $n } zi
    [few] { $n } zile
   *[other] { $n } de zile
}
value-weeks = { $n ->
    [one] { $n } săptămână
    [few] { $n } săptămâni
   *[other] { $n } de săptămâni
}
value-months = { $n ->
    [one] { $n } lună
    [few] { $n } luni
   *[other] { $n } de luni
}
value-years = { $n ->
    [one] { $n } an
    [few] { $n } ani
   *[other] { $n } de ani
}
value-working-days = { $n ->
    [one] { $n } zi lucrătoare
    [few] { $n } zile lucrătoare
   *[other] { $n } de zile lucrătoare
}
value-age = { $n ->
    [one] { $n } an
    [few] { $n } ani
   *[other] { $n } de ani
}

office-address-unknown = adresa nu este cunoscută încă
office-phone-unknown = numărul de telefon nu este cunoscut încă
office-email-unknown = adresa de e-mail nu este cunoscută încă
office-web-unknown = pagina de internet nu este cunoscută încă
office-hours-unknown = programul nu este cunoscut încă
office-address-ask = nu o știm încă sigur. Întreabă aici: { $office }

section-until = Până când
section-where = Unde
section-address = Adresa
section-papers = Acte
section-cost = Costă
section-words = Cuvinte germane

state-law = { $law }, text de lege din { $date }
state-law-unread = { $law }, textul legii nu a fost citit
state-source = sursa: { $source }, din { $date }
state-source-undated = sursa: { $source }, pagină fără dată
state-source-none = fără sursă scrisă
state-both = { $first } · { $second }
state-unconfirmed = încă neconfirmat de oraș
state-confirmed = confirmat de { $office } pe { $date }
state-not-native = Nimeni care vorbește româna din copilărie nu a citit încă această traducere.
state-machine = O mașină a tradus acest text. Nimeni care vorbește româna din copilărie nu l-a citit încă.
state-review-due = Textul a fost verificat ultima dată pe { $checked }. Trebuia verificat din nou până pe { $date }.
state-review-never = Nu știm dacă a verificat cineva acest text. Trebuia verificat până pe { $date }.

article-not-in-language = Acest text nu există încă în română. Iată-l în germană.
