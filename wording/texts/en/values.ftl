# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
value-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
value-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
value-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
value-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
value-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
value-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
value-age = { $n ->
    [one] { $n } year
   *[other] { $n } years
}

office-address-unknown = address not known yet
office-phone-unknown = phone number not known yet
office-email-unknown = email address not known yet
office-web-unknown = website not known yet
office-hours-unknown = opening hours not known yet
office-address-ask = we do not know it for sure yet. Ask here: { $office }

section-until = Until when
section-where = Where
section-address = Address
section-papers = Papers
section-cost = Cost
section-words = German words

state-law = { $law }, text of the law of { $date }
state-law-unread = { $law }, text of the law not looked up
state-source = source: { $source }, as of { $date }
state-source-undated = source: { $source }, page without a date
state-source-none = no written source
state-both = { $first } · { $second }
state-unconfirmed = not yet confirmed by the town
state-confirmed = confirmed by { $office } on { $date }
state-not-native = This translation was not yet read by a native speaker.
state-machine = A machine translated this text. No native speaker has read it yet.
state-review-due = This text was last checked on { $checked }. It should have been checked again by { $date }.
state-review-never = We do not know if anybody checked this text. It should have been checked by { $date }.

article-not-in-language = This text is not in English yet. Here it is in German.
