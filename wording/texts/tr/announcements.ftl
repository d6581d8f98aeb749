# Announcements: what holds for some days. They stand under answers.

announcement = Önemli
announcement-in-german = Önemli (Almanca)
closing-day = { $office } { $day } günü kapalı.
closing-days = { $office } şu günlerde kapalı: { $first } – { $last }.
