//! Correct sentences of the languages that `add-language` knows: the rules for words leave them alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Output};

use crate::support::{Copy, copy_folder, project};

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

/// Somebody's own data in English and German.
struct House(tempfile::TempDir);

impl House {
    fn new() -> Self {
        let house = Self(tempfile::tempdir().unwrap());
        copy_folder(&project().join("tests/house"), house.0.path());
        fs::remove_file(house.0.path().join("text/fr.toml")).unwrap();
        let unknown = "\n[ui-unknown]\ntitle = \"Unknown\"\ndescription = \"It is not known.\"\n\
            cause_1 = \"It is foreign.\"\nfix_1 = \"Ask the team.\"\n";
        let languages = "[en]\nname = \"En\"\nnative_name = \"English\"\nscript = \"Latn\"\n\
            direction = \"ltr\"\nquotes = [\"“”\"]\nwords = [\"the\", \"of\", \"is\", \"to\", \"by\", \"for\"]\n\n\
            [de]\nname = \"De\"\nnative_name = \"Deutsch\"\nscript = \"Latn\"\ndirection = \"ltr\"\n\
            words = [\"der\", \"den\", \"des\", \"es\", \"die\", \"von\"]\n";
        house.write("text/en.toml", &(table("90001", ENGLISH) + unknown));
        house.write("text/de.toml", "");
        house.write("languages.toml", languages);
        house
    }

    fn read(&self, below: &str) -> String {
        fs::read_to_string(self.0.path().join(below)).unwrap()
    }

    fn write(&self, below: &str, text: &str) {
        fs::write(self.0.path().join(below), text).unwrap();
    }

    fn codegen(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
        command.args(arguments).arg("--data").arg(self.0.path());
        command.output().unwrap()
    }
}

/// What the rules say about one entry in a language that was added to somebody's own data.
fn lint([tag, title, description, cause, fix]: [&str; 5]) -> String {
    let house = House::new();
    let added = house.codegen(&["add-language", tag]);
    assert!(added.status.success(), "{tag} {added:?}");
    let text = table("90001", [title, description, cause, fix]);
    house.write(&format!("text/{tag}.toml"), &text);
    let output = house.codegen(&["lint"]);
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

/// A second step of the entry, in English and in six languages that differ in script, direction and marks.
const SECOND_STEPS: [(&str, &str); 7] = [
    (
        "en",
        "Wait 24 hours, then read `message`: it says how much credit is left.",
    ),
    (
        "fr",
        "Attendre 24 heures, puis lire `message` : il indique le crédit restant.",
    ),
    (
        "fa",
        "تا 24 ساعت صبر کنید، سپس `message` را بخوانید؛ اعتبار باقی\u{200c}مانده در آن است.",
    ),
    ("zh", "等待 24 小时，然后读取 `message`：其中写明剩余额度。"),
    (
        "ja",
        "あと 24 時間待ってから `message` を確認し、残りのクレジットを調べてください。",
    ),
    (
        "hi",
        "पूरे 24 घंटे प्रतीक्षा करें, फिर `message` पढ़ें: उसमें शेष क्रेडिट लिखा है।",
    ),
    (
        "pl",
        "Poczekaj 24 godziny, a potem odczytaj `message`: podaje pozostałe środki.",
    ),
];

/// The fields of the entry with their texts in a language.
fn fields(tag: &str) -> Vec<(&'static str, &'static str)> {
    let texts = match CORRECT.iter().find(|text| text[0] == tag) {
        Some([_, texts @ ..]) => *texts,
        None => ENGLISH,
    };
    let second = SECOND_STEPS.iter().find(|(of, _)| *of == tag).unwrap().1;
    let names = ["title", "description", "cause_1", "fix_1", "fix_2"];
    names
        .into_iter()
        .zip(texts.into_iter().chain([second]))
        .collect()
}

/// A change of one text in one language.
struct Edit<'a> {
    tag: &'a str,
    field: &'a str,
    old: String,
    new: String,
    /// The rule that finds it; none about what is correct.
    rule: Option<&'a str>,
}

impl<'a> Edit<'a> {
    /// The edits of a line of the list: one, or one in each language.
    fn of(line: &'a str) -> Vec<Self> {
        let columns: Vec<_> = line.split('\t').collect();
        let [tag, field, old, new, rule] = columns[..] else {
            panic!("{line}");
        };
        let tags = SECOND_STEPS[1..].iter().map(|(tag, _)| *tag);
        tags.filter(|of| tag == "*" || tag == *of)
            .map(|tag| Edit {
                tag,
                field,
                old: unescaped(old),
                new: unescaped(new),
                rule: Some(rule).filter(|rule| *rule != "-"),
            })
            .collect()
    }

    /// The table of an entry that has been changed.
    fn table(&self, key: usize) -> String {
        let mut table = format!("\n[{key}]\n");
        for (name, text) in fields(self.tag) {
            let changed = match self.old.as_str() {
                _ if name != self.field => text.to_owned(),
                "^" => format!("{}{text}", self.new),
                "$" => format!("{text}{}", self.new),
                "all" => self.new.clone(),
                old => text.replacen(old, &self.new, 1),
            };
            let is_changed = changed != text;
            assert_eq!(
                is_changed,
                name == self.field,
                "{} {name}: {}",
                self.tag,
                self.old
            );
            writeln!(table, "{name} = \"{changed}\"").unwrap();
        }
        table
    }
}

/// Each edit in an entry of its own, all of them in one data folder.
#[test]
fn damages_in_other_languages_are_found_and_correct_edits_are_left_alone() {
    const FIRST: usize = 910_001;
    let list = include_str!("edits.tsv").lines().skip(1);
    let edits: Vec<_> = list.flat_map(Edit::of).collect();
    let house = House::new();
    let facts = house.read("codes/payment.toml");
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (tag, _) in &SECOND_STEPS[1..] {
        house.codegen(&["add-language", tag]);
    }
    for (key, edit) in (FIRST..).zip(&edits) {
        let name = format!("CreditLimit{key}");
        let facts = facts
            .replace("90001", &key.to_string())
            .replace("CreditLimit", &name);
        files
            .entry("codes/payment".to_owned())
            .or_default()
            .push_str(&facts);
        let english = Edit {
            tag: "en",
            field: "",
            old: String::new(),
            new: String::new(),
            rule: None,
        };
        files
            .entry("text/en".to_owned())
            .or_default()
            .push_str(&english.table(key));
        files
            .entry(format!("text/{}", edit.tag))
            .or_default()
            .push_str(&edit.table(key));
    }
    for (file, added) in files {
        let file = format!("{file}.toml");
        house.write(&file, &format!("{}\n{added}", house.read(&file)));
    }
    let output = house.codegen(&["lint", "--format", "json"]);
    let faults: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (key, edit) in (FIRST..).zip(&edits) {
        let file = format!("text/{}.toml", edit.tag);
        let text = house.read(&file);
        let start = text.find(&format!("[{key}]")).unwrap();
        let first = text[..start].matches('\n').count() + 1;
        let is_here = |fault: &&serde_json::Value| {
            let line = usize::try_from(fault["line"].as_u64().unwrap_or_default()).unwrap();
            fault["file"].as_str().unwrap_or_default().ends_with(&file)
                && (first..first + 6).contains(&line)
        };
        let rules: Vec<_> = faults
            .iter()
            .filter(is_here)
            .map(|fault| fault["rule"].as_str().unwrap())
            .collect();
        if !edit
            .rule
            .map_or(rules.is_empty(), |rule| rules.contains(&rule))
        {
            let (tag, field, old, new) = (edit.tag, edit.field, &edit.old, &edit.new);
            wrong.push(format!(
                "{tag} {field}: {old:?} to {new:?}: {rules:?}, expected {:?}",
                edit.rule
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let correct = edits.iter().filter(|edit| edit.rule.is_none()).count();
    assert!(
        edits.len() >= 200 && correct * 3 >= edits.len(),
        "{} edits, {correct} correct",
        edits.len()
    );
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
    let english = copy.read("data/text/en.toml");
    copy.codegen(&["new", KEY, "--category", "payment"])
        .succeeds();
    let started = copy.read("data/codes/payment.toml");
    let since = started
        .lines()
        .rfind(|line| line.starts_with("since"))
        .unwrap();
    copy.write("data/text/en.toml", &english);
    let entry = format!("\n[{KEY}]\nname = \"CreditUsedUp\"\n{since}\n{kept}\n");
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
