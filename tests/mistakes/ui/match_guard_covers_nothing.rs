use waba_errors::match_code;

fn react(code: u32) -> u8 {
    match_code!(as_of = 2, match code {
        131026 if code > 1 => 1,
        Retry::Never | Retry::Backoff | Retry::After => 0,
        Category::Authorization | Category::Integrity | Category::Throttling | Category::General | Category::Template => 3,
        Category::TemplateCreation | Category::TemplateInsights | Category::Media | Category::Payment => 4,
        Category::Registration | Category::Migration | Category::OboMobility | Category::Sync | Category::MarketingMessages => 5,
        Category::Flow | Category::Calling | Category::Groups | Category::BlockUsers | Category::Username => 6,
        Category::Signup | Category::HealthStatus | Category::Graph => 7,
        131030 | 131036 | 137000 | 131001 | 131002 | 131043 | 130403 => 8,
        Unknown(_) => 9,
    })
}

fn main() {
    let _ = react;
}
