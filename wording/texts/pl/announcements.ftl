# Announcements: what holds for some days. They stand under answers.

announcement = Ważne
announcement-in-german = Ważne (po niemiecku)
closing-day = Nieczynne { $day }: { $office }.
closing-days = Nieczynne od { $first } do { $last }: { $office }.
