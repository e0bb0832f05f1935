//! Correct sentences of the languages that `add-language` knows: the rules for words leave them alone.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

mod support;

use std::fs;
use std::process::{Command, Output};

use support::{Copy, copy_folder, project};

/// Tag, title, description, cause and step; the step has a quotation, code, a link or a colon.
const CORRECT: [[&str; 5]; 23] = [
    [
        "bg",
        "Кредитът е изчерпан",
        "Съобщението не беше изпратено, защото кредитът на магазина е изчерпан.",
        "Магазинът е изпратил повече съобщения, отколкото е платил.",
        "Купете кредит в „Настройки“ и изпратете съобщението отново.",
    ],
    [
        "da",
        "Kreditten er brugt op",
        "Beskeden er ikke sendt, for den forudbetalte kredit, der var til rådighed, er brugt.",
        "Der er sendt flere beskeder, end der er betalt for den måned.",
        "Køb mere kredit under ”Konto”, og send beskeden igen.",
    ],
    [
        "el",
        "Η πίστωση εξαντλήθηκε",
        "Το μήνυμα δεν στάλθηκε, επειδή η πίστωση του καταστήματος έχει εξαντληθεί.",
        "Το κατάστημα έστειλε περισσότερα μηνύματα από όσα πλήρωσε.",
        "Αγοράστε πίστωση στο «Λογαριασμός» και στείλτε ξανά το μήνυμα.",
    ],
    [
        "es",
        "Crédito agotado",
        "El mensaje no es enviado porque es necesario un crédito que es de la tienda y está agotado.",
        "La tienda ha enviado más mensajes de los que ha pagado.",
        "Compre crédito en «Cuenta» con el n.º de cliente y envíe el mensaje.",
    ],
    [
        "fa",
        "اعتبار تمام شد",
        "پیام فرستاده نمی\u{200c}شود، چون اعتبار فروشگاه تمام شده است.",
        "فروشگاه پیام\u{200c}های بیشتری از آنچه پرداخته فرستاده است.",
        "در «حساب» اعتبار بخرید و پیام را دوباره بفرستید.",
    ],
    [
        "fr",
        "Crédit épuisé",
        "Le message n’est pas envoyé : le crédit des magasins, des clients et des partenaires est épuisé.",
        "Le magasin a envoyé plus de messages qu’il n’en a payé.",
        "Acheter du crédit dans «\u{a0}Compte\u{a0}»\u{a0}; renvoyer ensuite le message.",
    ],
    [
        "he",
        "האשראי נגמר",
        "ההודעה לא נשלחה מפני שהאשראי של החנות נגמר.",
        "החנות שלחה יותר הודעות ממה ששילמה.",
        "יש לקנות אשראי בחשבון ולשלוח שוב את ההודעה.",
    ],
    [
        "hi",
        "क्रेडिट समाप्त",
        "संदेश नहीं भेजा गया, क्योंकि दुकान का क्रेडिट समाप्त हो गया है।",
        "दुकान ने भुगतान से अधिक संदेश भेजे हैं।",
        "“खाता” में क्रेडिट खरीदें और संदेश फिर से भेजें।",
    ],
    [
        "hu",
        "A keret elfogyott",
        "Az üzenet nem ment el, mert az üzlet előre fizetett kerete elfogyott.",
        "Az üzlet több üzenetet küldött, mint amennyit kifizetett.",
        "Vegyen keretet a „Fiók” oldalon, és küldje el újra az üzenetet.",
    ],
    [
        "id",
        "Kredit habis",
        "Pesan tidak terkirim karena kredit prabayar toko sudah habis.",
        "Toko telah mengirim lebih banyak pesan daripada yang dibayar.",
        "Beli kredit di “Akun”, lalu kirim pesan itu lagi.",
    ],
    [
        "ja",
        "クレジットの不足",
        "店舗のクレジットを使い切ったため、メッセージは送信されませんでした。",
        "支払った数より多くのメッセージが送信されました。",
        "「アカウント」でクレジットを購入し、もう一度送信してください。",
    ],
    [
        "ko",
        "크레딧 소진",
        "상점의 선불 크레딧이 모두 소진되어 메시지가 전송되지 않았습니다.",
        "상점이 결제한 것보다 많은 메시지를 보냈습니다.",
        "“계정”에서 크레딧을 구매하고 메시지를 다시 보내십시오.",
    ],
    [
        "nl",
        "Tegoed op",
        "Het bericht is niet verstuurd, want het tegoed is op of te laag voor de winkel die het bericht is.",
        "De winkel heeft meer berichten verstuurd dan er is betaald.",
        "Koop tegoed bij “Account” en verstuur het bericht opnieuw.",
    ],
    [
        "pl",
        "Środki wyczerpane",
        "Wiadomość nie została wysłana, ponieważ środki sklepu są wyczerpane.",
        "Sklep wysłał więcej wiadomości, niż opłacił.",
        "Kup środki w zakładce „Konto” i wyślij wiadomość ponownie.",
    ],
    [
        "pt",
        "Crédito esgotado",
        "A mensagem não foi enviada porque o crédito pré-pago da loja acabou.",
        "A loja enviou mais mensagens do que pagou.",
        "Compre crédito em “Conta” e envie a mensagem novamente.",
    ],
    [
        "ru",
        "Средства исчерпаны",
        "Сообщение не отправлено, потому что средства магазина исчерпаны.",
        "Магазин отправил больше сообщений, чем оплатил.",
        "Укажите № счёта в разделе «Счета» и отправьте сообщение снова.",
    ],
    [
        "sv",
        "Krediten är slut",
        "Meddelandet skickades inte, eftersom butikens förbetalda kredit är slut.",
        "Butiken har skickat fler meddelanden än den har betalat för.",
        "Köp kredit under ”Konto” och skicka meddelandet igen.",
    ],
    [
        "th",
        "เครดิตหมด",
        "ข้อความไม่ถูกส่งเพราะเครดิตของร้านหมดแล้ว",
        "ร้านส่งข้อความมากกว่าจำนวนที่ชำระเงิน",
        "ซื้อเครดิตใน “บัญชี” และทำการส่งข้อความอีกครั้ง",
    ],
    [
        "tr",
        "Kredi bitti",
        "Mağazanın ön ödemeli kredisi bittiği için mesaj gönderilmedi.",
        "Mağaza, ödediğinden daha fazla mesaj gönderdi.",
        "“Hesap” bölümünden kredi alın ve mesajı yeniden gönderin.",
    ],
    [
        "uk",
        "Кошти вичерпано",
        "Повідомлення не надіслано, бо кошти магазину вичерпано.",
        "Магазин надіслав більше повідомлень, ніж оплатив.",
        "Поповніть рахунок у розділі «Рахунки» і надішліть повідомлення знову.",
    ],
    [
        "ur",
        "کریڈٹ ختم",
        "پیغام نہیں بھیجا گیا کیونکہ دکان کا کریڈٹ ختم ہو چکا ہے۔",
        "دکان نے ادائیگی سے زیادہ پیغامات بھیجے ہیں۔",
        "“اکاؤنٹ” میں کریڈٹ خریدیں اور پیغام دوبارہ بھیجیں۔",
    ],
    [
        "vi",
        "Hết tín dụng",
        "Tin nhắn không được gửi vì tín dụng trả trước của cửa hàng đã hết.",
        "Cửa hàng đã gửi nhiều tin nhắn hơn số đã trả tiền.",
        "Mua tín dụng trong “Tài khoản” và gửi lại tin nhắn.",
    ],
    [
        "zh",
        "额度已用完",
        "消息没有发送，因为商店的预付额度已经用完。",
        "商店发送的消息超过了已付款的数量。",
        "请在“账户”页面购买额度，然后重新发送消息（最多两次）。",
    ],
];

const ENGLISH: [&str; 4] = [
    "Credit used up",
    "The message was not sent because the prepaid credit of the shop is used up.",
    "The shop has sent more messages than it has paid for.",
    "Buy credit in “Account” and send the message again.",
];

fn table(key: &str, [title, description, cause, fix]: [&str; 4]) -> String {
    format!(
        "[{key}]\ntitle = \"{title}\"\ndescription = \"{description}\"\ncause_1 = \"{cause}\"\nfix_1 = \"{fix}\"\n"
    )
}

/// What the rules say about one entry in a language that was added to somebody's own data.
fn lint([tag, title, description, cause, fix]: [&str; 5]) -> String {
    let house = tempfile::tempdir().unwrap();
    copy_folder(&project().join("tests/house"), house.path());
    for old in ["text/fr.toml", "text/en.toml"] {
        fs::remove_file(house.path().join(old)).unwrap();
    }
    let english = table("90001", ENGLISH);
    let unknown = "\n[ui-unknown]\ntitle = \"Unknown\"\ndescription = \"It is not known.\"\n\
        cause_1 = \"It is foreign.\"\nfix_1 = \"Ask the team.\"\n";
    let languages = "[en]\nname = \"En\"\nnative_name = \"English\"\nscript = \"Latn\"\n\
        direction = \"ltr\"\nquotes = [\"“”\"]\nwords = [\"the\", \"of\", \"is\", \"to\", \"by\", \"for\"]\n\n\
        [de]\nname = \"De\"\nnative_name = \"Deutsch\"\nscript = \"Latn\"\ndirection = \"ltr\"\n\
        words = [\"der\", \"den\", \"des\", \"es\", \"die\", \"von\"]\n";
    let write = |below: &str, text: &str| fs::write(house.path().join(below), text).unwrap();
    write("text/en.toml", &format!("{english}{unknown}"));
    write("text/de.toml", "");
    write("languages.toml", languages);
    let codegen = |arguments: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
        command.args(arguments).arg("--data").arg(house.path());
        command.output().unwrap()
    };
    let added = codegen(&["add-language", tag]);
    assert!(added.status.success(), "{tag} {added:?}");
    let text = table("90001", [title, description, cause, fix]);
    write(&format!("text/{tag}.toml"), &text);
    let output = codegen(&["lint"]);
    let report = String::from_utf8(output.stderr).unwrap();
    let is_about =
        |fault: &&str| fault.contains(&format!("{tag}.toml")) && !fault.starts_with("warning[T01]");
    report
        .split("\n\n")
        .filter(is_about)
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[test]
fn correct_sentences_break_no_rule() {
    for text in CORRECT {
        assert_eq!(lint(text), "", "{}", text[0]);
    }
}

#[test]
fn what_is_wrong_in_a_language_is_still_found() {
    let wrong = |tag: &str, field: usize, from: &str, to: &str, rule: &str| {
        let mut text = *CORRECT.iter().find(|text| text[0] == tag).unwrap();
        let changed = text[field].replacen(from, to, 1);
        assert_ne!(changed, text[field], "{tag}");
        text[field] = &changed;
        let report = lint(text);
        assert!(report.contains(rule), "{tag} {changed}\n{report}");
    };
    wrong("zh", 2, "。", "", "[P01]");
    wrong("hi", 2, "।", "", "[P01]");
    wrong("ur", 3, "۔", "", "[P01]");
    wrong("zh", 1, "完", "完。", "[P01]");
    wrong("pl", 4, "„Konto”", "“Konto”", "[P05]");
    wrong("pl", 4, "„Konto”", "„Konto", "[M06]");
    wrong("sv", 4, "”Konto”", "”Konto", "[M06]");
    wrong("ja", 4, "「アカウント」", "「アカウント", "[M06]");
    wrong("fa", 2, "نمی\u{200c}شود", "نمی شود\u{200c}", "[U02]");
    wrong("pl", 2, "nie", "ni\u{200d}e", "[U02]");
}

/// The languages in which the platform is used most.
const JOINING: [&str; 10] = ["fr", "es", "pt", "id", "tr", "fa", "he", "hi", "zh", "ja"];

#[test]
fn languages_join_the_project_without_a_word_and_show_what_is_translated() {
    const KEY: &str = "4100000001";
    let copy = Copy::of_data();
    let facts = copy.read("data/codes/payment.toml");
    let entry = facts
        .split("\n\n")
        .find(|entry| entry.contains("retry = \"after-fix\""))
        .unwrap();
    let kept = [
        "channel", "retry", "fixer", "scope", "effect", "evidence", "source",
    ];
    let kept = entry
        .lines()
        .filter(|line| kept.iter().any(|field| line.starts_with(field)));
    let kept = kept.collect::<Vec<_>>().join("\n");
    let entry = format!("\n[{KEY}]\nname = \"CreditUsedUp\"\nsince = 99\n{kept}\n");
    copy.write("data/codes/payment.toml", &(facts + &entry));
    let append = |tag: &str, text: [&str; 4]| {
        let path = format!("data/text/{tag}.toml");
        let old = if copy.path(&path).exists() {
            copy.read(&path)
        } else {
            String::new()
        };
        copy.write(&path, &format!("{old}\n{}", table(KEY, text)));
    };
    append("en", ENGLISH);
    let before = copy.codegen(&["lint"]).succeeds().stderr;
    let new: Vec<_> = JOINING
        .into_iter()
        .filter(|tag| !copy.path(&format!("data/text/{tag}.toml")).exists())
        .collect();
    for tag in &new {
        copy.codegen(&["add-language", tag]).succeeds();
    }
    assert_eq!(copy.codegen(&["lint"]).succeeds().stderr, before);
    for tag in &new {
        let [_, title, description, cause, fix] =
            *CORRECT.iter().find(|text| text[0] == *tag).unwrap();
        append(tag, [title, description, cause, fix]);
    }
    assert_eq!(copy.codegen(&["lint"]).succeeds().stderr, before);
    copy.codegen(&[]).succeeds();
    for tag in &new {
        let [_, title, ..] = *CORRECT.iter().find(|text| text[0] == *tag).unwrap();
        let generated = copy.read(&format!("crates/waba-errors/src/generated/text/{tag}.rs"));
        let shown = unescaped(&generated).contains(title);
        assert!(shown, "{tag}");
    }
}

/// Generated text with its characters in place of their escapes.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        let number = u32::from_str_radix(number, 16).unwrap();
        out.push(char::from_u32(number).unwrap());
        out.push_str(rest);
    }
    out
}
