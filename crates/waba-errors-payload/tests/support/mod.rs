//! The webhooks of the platform, each of the documented kinds, and the forms in which they come along.
//!
//! In a shape `✎` begins a text that people or a business write, and `⚑` stands where the platform puts errors.

// Each test takes what it needs.
#![allow(dead_code)]

pub(crate) mod forms;

use serde_json::{Map, Value, json};

/// The codes of the errors that the platform itself puts into a webhook of these shapes, one for each place.
pub(crate) const GENUINE: [i64; 2] = [131026, 131051];

/// A kind of webhook.
#[derive(Clone)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// The webhook without an error.
    pub(crate) body: Value,
    /// JSON pointers to the texts that people or a business write.
    pub(crate) written: Vec<String>,
    /// JSON pointers to the objects that have `errors` where something went wrong.
    pub(crate) places: Vec<String>,
}

impl Shape {
    fn new(name: &'static str, mut body: Value) -> Self {
        let (mut written, mut places) = (Vec::new(), Vec::new());
        take_marks(&mut body, "", &mut written, &mut places);
        Self {
            name,
            body,
            written,
            places,
        }
    }

    /// The webhook with an error in each of its places.
    pub(crate) fn failed(&self) -> Value {
        let mut body = self.body.clone();
        for (place, code) in self.places.iter().zip(GENUINE) {
            if let Some(Value::Object(members)) = body.pointer_mut(place) {
                members.insert("errors".to_owned(), json!([genuine(code)]));
            }
        }
        body
    }

    /// The webhook as it comes, with the codes of its errors: without one, and with one in each place.
    pub(crate) fn variants(&self) -> Vec<(Value, &'static [i64])> {
        let codes = &GENUINE[..self.places.len()];
        let failed = (!codes.is_empty()).then(|| (self.failed(), codes));
        let none: &[i64] = &[];
        [(self.body.clone(), none)]
            .into_iter()
            .chain(failed)
            .collect()
    }
}

/// An error as the platform tells it in a webhook.
pub(crate) fn genuine(code: i64) -> Value {
    json!({
        "code": code,
        "title": "Message undeliverable",
        "message": "Message undeliverable",
        "error_data": {"details": "The message could not be delivered to this number."},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    })
}

/// Another text at this place.
pub(crate) fn rewrite(body: &mut Value, pointer: &str, text: &str) {
    if let Some(place) = body.pointer_mut(pointer) {
        *place = Value::from(text);
    }
}

fn take_marks(value: &mut Value, at: &str, written: &mut Vec<String>, places: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            if let Some(plain) = text.strip_prefix('✎').map(str::to_owned) {
                *text = plain;
                written.push(at.to_owned());
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take_marks(item, &format!("{at}/{index}"), written, places);
            }
        }
        Value::Object(members) => {
            if members.remove("⚑").is_some() {
                places.push(at.to_owned());
            }
            for (name, member) in members.iter_mut() {
                take_marks(member, &format!("{at}/{name}"), written, places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[expect(clippy::needless_pass_by_value, reason = "made for the call")]
fn webhook(field: &str, value: Value) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": "102290129340398",
            "time": 1_772_360_100,
            "changes": [{"field": field, "value": value}],
        }],
    })
}

/// A value that says which of the business's numbers it is about, with more members.
fn of_number(more: Value) -> Value {
    let mut value = Map::new();
    value.insert("messaging_product".to_owned(), json!("whatsapp"));
    value.insert(
        "metadata".to_owned(),
        json!({"display_phone_number": "15550783881", "phone_number_id": "106540352242922"}),
    );
    if let Value::Object(more) = more {
        value.extend(more);
    }
    Value::Object(value)
}

fn contacts() -> Value {
    json!([{
        "profile": {"name": "✎Ada Lovelace", "username": "✎ada.l", "country_code": "GB"},
        "wa_id": "15550100001",
        "user_id": "US.13491208655302741918",
        "parent_user_id": "US.ENT.11815799212886844830",
    }])
}

fn with_head(kind: &str, content: Value) -> Value {
    let mut message = Map::new();
    message.insert("from".to_owned(), json!("15550100001"));
    message.insert("from_user_id".to_owned(), json!("US.13491208655302741918"));
    message.insert("id".to_owned(), json!("wamid.HBgLMTU1NTAxMDAwMDEVAgASGBQA"));
    message.insert("timestamp".to_owned(), json!("1772360099"));
    message.insert("type".to_owned(), json!(kind));
    if let Value::Object(content) = content {
        message.extend(content);
    }
    Value::Object(message)
}

/// A message that came in, with what is told of its kind.
fn message(kind: &str, content: Value) -> Value {
    let mut message = with_head(kind, content);
    message["⚑"] = Value::Null;
    webhook(
        "messages",
        of_number(json!({"contacts": contacts(), "messages": [message], "⚑": null})),
    )
}

fn status(name: &str, more: Value) -> Value {
    let mut status = Map::new();
    status.insert("id".to_owned(), json!("wamid.HBgLMTU1NTAxMDAwMDEVAgARGBI5"));
    status.insert("status".to_owned(), json!(name));
    status.insert("timestamp".to_owned(), json!("1772360100"));
    status.insert("recipient_id".to_owned(), json!("15550100001"));
    status.insert(
        "recipient_user_id".to_owned(),
        json!("US.13491208655302741918"),
    );
    status.insert(
        "biz_opaque_callback_data".to_owned(),
        json!("✎order 7, shop 2"),
    );
    if let Value::Object(more) = more {
        status.extend(more);
    }
    let contacts = json!([{"profile": {"name": "✎Ada"}, "wa_id": "15550100001"}]);
    webhook(
        "messages",
        of_number(json!({"contacts": contacts, "statuses": [status]})),
    )
}

/// A file that came in; `more` is what its kind has beside.
fn file(kind: &str, mime: &str, more: Value) -> Value {
    let mut content = json!({
        "mime_type": mime,
        "sha256": "3zxCsXzZpZ8cRrn4YvRjY0Mo2Q0ZK0bA1vH1hJ5y0nY=",
        "id": "1003383421387256",
        "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1003383421387256",
    });
    if let (Value::Object(content), Value::Object(more)) = (&mut content, more) {
        content.extend(more);
    }
    message(kind, json!({ kind: content }))
}

/// Every documented kind of webhook.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(crate) fn shapes() -> Vec<Shape> {
    let shapes = [
        (
            "text",
            message("text", json!({"text": {"body": "✎Is it open today?"}})),
        ),
        (
            "image",
            file("image", "image/jpeg", json!({"caption": "✎My parcel"})),
        ),
        (
            "video",
            file("video", "video/mp4", json!({"caption": "✎See this"})),
        ),
        (
            "audio",
            file(
                "audio",
                "audio/ogg; codecs=opus",
                json!({"voice": true, "caption": "✎A song"}),
            ),
        ),
        (
            "document",
            file(
                "document",
                "application/pdf",
                json!({"caption": "✎The bill", "filename": "✎bill.pdf"}),
            ),
        ),
        (
            "sticker",
            file(
                "sticker",
                "image/webp",
                json!({"animated": false, "emoji": "✎🙂"}),
            ),
        ),
        (
            "location",
            message(
                "location",
                json!({"location": {
                    "latitude": 37.483_307, "longitude": -122.148_981, "name": "✎Harbour",
                    "address": "✎1 Quay Street", "url": "✎https://example.com/harbour",
                }}),
            ),
        ),
        (
            "contacts",
            message(
                "contacts",
                json!({"contacts": [{
                    "name": {"formatted_name": "✎Grace Hopper", "first_name": "✎Grace", "middle_name": "✎B.",
                        "last_name": "✎Hopper", "prefix": "✎Dr.", "suffix": "✎PhD"},
                    "org": {"company": "✎Navy", "department": "✎Ships", "title": "✎Admiral"},
                    "addresses": [{"street": "✎5 Pine Road", "city": "✎Arlington", "state": "✎VA", "zip": "✎22201",
                        "country": "✎USA", "country_code": "✎us", "type": "✎HOME"}],
                    "emails": [{"email": "✎grace@example.com", "type": "✎WORK"}],
                    "phones": [{"phone": "✎+1 555 010 0002", "wa_id": "15550100002", "type": "✎CELL"}],
                    "urls": [{"url": "✎https://example.com", "type": "✎HOME"}],
                    "birthday": "✎1906-12-09",
                }]}),
            ),
        ),
        (
            "button",
            message(
                "button",
                json!({
                    "context": {"from": "15550783881", "id": "wamid.HBgLMTU1NTA3ODM4ODEVAgASGBQB"},
                    "button": {"text": "✎Stop", "payload": "✎stop-1"},
                }),
            ),
        ),
        (
            "button reply",
            message(
                "interactive",
                json!({"interactive": {
                    "type": "button_reply", "button_reply": {"id": "✎change-1", "title": "✎Change"},
                }}),
            ),
        ),
        (
            "list reply",
            message(
                "interactive",
                json!({"interactive": {
                    "type": "list_reply",
                    "list_reply": {"id": "✎express", "title": "✎Express", "description": "✎Next day"},
                }}),
            ),
        ),
        (
            "answer of a form",
            message(
                "interactive",
                json!({"interactive": {
                    "type": "nfm_reply",
                    "nfm_reply": {"name": "✎flow", "body": "✎Sent",
                        "response_json": "✎{\"flow_token\":\"t-1\",\"remark\":\"please ring\"}"},
                }}),
            ),
        ),
        (
            "permission for calls",
            message(
                "interactive",
                json!({"interactive": {
                    "type": "call_permission_reply",
                    "call_permission_reply": {"response": "accept", "expiration_timestamp": "1772964900", "response_source": "user_action"},
                }}),
            ),
        ),
        (
            "reaction",
            message(
                "reaction",
                json!({"reaction": {"message_id": "wamid.HBgLMTU1NTA3ODM4ODEVAgASGBQC", "emoji": "✎👍"}}),
            ),
        ),
        (
            "order",
            message(
                "order",
                json!({"order": {
                    "catalog_id": "✎194836987003835", "text": "✎Two, please",
                    "product_items": [{"product_retailer_id": "✎di9ozbzfi4", "quantity": 2, "item_price": 30, "currency": "USD"}],
                }}),
            ),
        ),
        (
            "changed number",
            message(
                "system",
                json!({"system": {
                    "body": "✎Ada changed from 15550100001 to 15550100003", "identity": "TP-kF8Q", "wa_id": "15550100003",
                    "new_wa_id": "15550100003", "type": "user_changed_number", "customer": "15550100001",
                }}),
            ),
        ),
        (
            "referral",
            message(
                "text",
                json!({
                    "text": {"body": "✎What does it cost?"},
                    "referral": {"source_url": "✎https://fb.me/3cr4", "source_id": "120226305854810726", "source_type": "ad",
                        "headline": "✎Summer sale", "body": "✎All shoes half price", "media_type": "image",
                        "image_url": "✎https://example.com/a.jpg", "ctwa_clid": "Aff-n8ZTODiE79d22K",
                        "welcome_message": {"text": "✎Hello, how can we help?"}},
                }),
            ),
        ),
        (
            "referred product",
            message(
                "text",
                json!({
                    "text": {"body": "✎In blue?"},
                    "context": {"from": "15550783881", "id": "wamid.HBgLMTU1NTA3ODM4ODEVAgASGBQD", "forwarded": true,
                        "referred_product": {"catalog_id": "✎194836987003835", "product_retailer_id": "✎di9ozbzfi4"}},
                }),
            ),
        ),
        (
            "unsupported",
            message(
                "unsupported",
                json!({"unsupported": {"type": "✎poll"}, "text": {"body": "✎?"}}),
            ),
        ),
        (
            "edit",
            message(
                "edit",
                json!({"edit": {
                    "original_message_id": "wamid.HBgLMTU1NTAxMDAwMDEVAgASGBQE",
                    "message": {"type": "text", "text": {"body": "✎I meant Monday"}, "context": {"id": "wamid.M0"}},
                }}),
            ),
        ),
        (
            "edited caption",
            message(
                "edit",
                json!({"edit": {
                    "original_message_id": "wamid.HBgLMTU1NTAxMDAwMDEVAgASGBQE",
                    "message": {"type": "image", "image": {"caption": "✎Another word", "id": "1003383421387257"}},
                }}),
            ),
        ),
        (
            "revoke",
            message(
                "revoke",
                json!({"revoke": {"original_message_id": "wamid.HBgLMTU1NTAxMDAwMDEVAgASGBQF"}}),
            ),
        ),
        (
            "message in a group",
            message(
                "text",
                json!({"group_id": "Y2FwaV9ncm91cDox", "text": {"body": "✎Hello all"}}),
            ),
        ),
        (
            "echoes",
            webhook(
                "smb_message_echoes",
                of_number(json!({
                    "contacts": contacts(),
                    "message_echoes": [
                        with_head("text", json!({"to": "15550100001", "text": {"body": "✎We open at nine"}, "⚑": null})),
                        with_head("document", json!({"to": "15550100001", "document": {"caption": "✎Prices", "filename": "✎prices.pdf", "id": "1"}})),
                    ],
                })),
            ),
        ),
        (
            "history",
            webhook(
                "history",
                of_number(json!({"history": [{
                    "metadata": {"phase": 0, "chunk_order": 1, "progress": 55},
                    "threads": [{
                        "id": "15550100001",
                        "context": {"wa_id": "15550100001", "username": "✎ada.l"},
                        "messages": [
                            with_head("text", json!({"text": {"body": "✎Good morning"}, "history_context": {"status": "READ"}})),
                            with_head("image", json!({"image": {"caption": "✎Our shop", "id": "1003383421387258"},
                                "history_context": {"status": "ERROR"}, "⚑": null})),
                            with_head("video", json!({"video": {"caption": "✎Our town", "id": "1003383421387259"}})),
                            with_head("document", json!({"document": {"caption": "✎Menu", "filename": "✎menu.pdf"}})),
                        ],
                    }],
                }]})),
            ),
        ),
        (
            "history declined",
            webhook("history", of_number(json!({"history": [{"⚑": null}]}))),
        ),
        (
            "address book",
            webhook(
                "smb_app_state_sync",
                of_number(json!({"state_sync": [{
                    "type": "contact",
                    "contact": {"full_name": "✎Ada Lovelace", "first_name": "✎Ada", "phone_number": "15550100001", "username": "✎ada.l"},
                    "action": "add",
                    "metadata": {"timestamp": "1772360098"},
                }]})),
            ),
        ),
        (
            "new group",
            webhook(
                "group_lifecycle_update",
                of_number(json!({"groups": [{
                    "timestamp": "1772360100", "group_id": "Y2FwaV9ncm91cDox", "type": "group_create", "request_id": "r-1",
                    "subject": "✎Book club", "title": "✎Book club", "description": "✎Every Monday",
                    "invite_link": "https://chat.whatsapp.com/JxW1", "join_approval_mode": "approval_required", "⚑": null,
                }]})),
            ),
        ),
        (
            "settings of a group",
            webhook(
                "group_settings_update",
                of_number(json!({"groups": [{
                    "timestamp": "1772360100", "group_id": "Y2FwaV9ncm91cDox", "type": "group_settings_update", "request_id": "r-2",
                    "group_subject": {"text": "✎Chess club", "update_successful": true},
                    "group_description": {"text": "✎Every Friday", "update_successful": false, "⚑": null},
                    "profile_picture": {"mime_type": "image/jpeg", "sha256": "3zxCsXzZ", "update_successful": true},
                }]})),
            ),
        ),
        (
            "members of a group",
            webhook(
                "group_participants_update",
                of_number(json!({"groups": [{
                    "timestamp": "1772360100", "group_id": "Y2FwaV9ncm91cDox", "type": "group_participants_remove", "request_id": "r-3",
                    "removed_participants": [{"input": "✎15550100001"}],
                    "failed_participants": [{"input": "✎15550100002", "⚑": null}],
                    "initiated_by": "business",
                }]})),
            ),
        ),
        (
            "preferences",
            webhook(
                "user_preferences",
                of_number(json!({
                    "contacts": contacts(),
                    "user_preferences": [{"wa_id": "15550100001", "detail": "✎Ada stopped marketing messages",
                        "category": "marketing_messages", "value": "stop", "timestamp": 1_772_360_100}],
                })),
            ),
        ),
        (
            "changed user id",
            webhook(
                "user_id_update",
                of_number(json!({
                    "contacts": contacts(),
                    "user_id_update": [{"wa_id": "15550100001", "detail": "✎Ada has another id",
                        "user_id": {"previous": "US.1", "current": "US.2"}, "timestamp": "1772360100"}],
                })),
            ),
        ),
        (
            "incoming call",
            webhook(
                "calls",
                of_number(json!({
                    "contacts": contacts(),
                    "calls": [{"id": "wacid.ABGGFjFVU2AfAgo6V", "from": "15550100001", "to": "15550783881", "event": "connect",
                        "timestamp": "1772360100", "direction": "USER_INITIATED", "deeplink_payload": "✎from-the-page",
                        "cta_payload": "✎from-the-button", "session": {"sdp_type": "offer", "sdp": "✎v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\n"}}],
                    "⚑": null,
                })),
            ),
        ),
        (
            "end of a call",
            webhook(
                "calls",
                of_number(json!({
                    "calls": [{"id": "wacid.ABGGFjFVU2AfAgo6V", "from": "15550783881", "to": "15550100001", "event": "terminate",
                        "timestamp": "1772360160", "direction": "BUSINESS_INITIATED", "status": ["FAILED"],
                        "biz_opaque_callback_data": "✎ticket 9", "start_time": "1772360100", "end_time": "1772360160", "duration": 60}],
                    "⚑": null,
                })),
            ),
        ),
        (
            "status of a call",
            webhook(
                "calls",
                of_number(json!({"statuses": [{
                    "id": "wacid.ABGGFjFVU2AfAgo6V", "type": "call", "status": "REJECTED", "timestamp": "1772360100",
                    "recipient_id": "15550100001", "biz_opaque_callback_data": "✎ticket 9",
                }]})),
            ),
        ),
        (
            "sent",
            status(
                "sent",
                json!({
                    "conversation": {"id": "bf5ec8aab79d", "expiration_timestamp": "1772446500", "origin": {"type": "utility"}},
                    "pricing": {"billable": true, "pricing_model": "PMP", "category": "utility", "type": "regular"},
                }),
            ),
        ),
        (
            "delivered",
            status(
                "delivered",
                json!({"pricing": {"billable": true, "pricing_model": "PMP", "category": "marketing"}}),
            ),
        ),
        (
            "read",
            status("read", json!({"recipient_type": "individual"})),
        ),
        ("failed", status("failed", json!({"⚑": null}))),
        (
            "payment",
            status(
                "captured",
                json!({
                    "type": "payment",
                    "payment": {"reference_id": "✎invoice 31", "amount": {"value": 21000, "offset": 100}, "currency": "INR",
                        "transaction": {"id": "order_Gsp0", "type": "upi", "status": "failed",
                            "error": {"reason": "✎not enough money"}}},
                }),
            ),
        ),
        (
            "template",
            webhook(
                "message_template_status_update",
                json!({
                    "event": "REJECTED", "message_template_id": 1_689_556_908_129_832_i64, "message_template_name": "✎order_sent",
                    "message_template_language": "en_US", "reason": "INVALID_FORMAT", "message_template_category": "UTILITY",
                    "other_info": {"title": "✎FIRST_PAUSE", "description": "✎Paused for three hours"},
                    "rejection_info": {"reason": "✎Variables stand at the end", "recommendation": "✎Put a word behind them"},
                }),
            ),
        ),
        (
            "quality of a template",
            webhook(
                "message_template_quality_update",
                json!({
                    "previous_quality_score": "GREEN", "new_quality_score": "YELLOW", "message_template_id": 806_312_974_732_579_i64,
                    "message_template_name": "✎welcome", "message_template_language": "pt_BR",
                }),
            ),
        ),
        (
            "parts of a template",
            webhook(
                "message_template_components_update",
                json!({
                    "message_template_id": 1_315_502_779_341_834_i64, "message_template_name": "✎thanks", "message_template_language": "en_US",
                    "message_template_title": "✎Thank you", "message_template_element": "✎{{1}}, your order is on its way",
                    "message_template_footer": "✎The shop",
                    "message_template_buttons": [{"message_template_button_type": "URL", "message_template_button_text": "✎Follow",
                        "message_template_button_url": "✎https://example.com/{{1}}"}],
                }),
            ),
        ),
        (
            "category of a template",
            webhook(
                "template_category_update",
                json!({
                    "message_template_id": 278_077_987_957_091_i64, "message_template_name": "✎news", "message_template_language": "en_US",
                    "previous_category": "UTILITY", "new_category": "MARKETING", "correct_category": "MARKETING",
                }),
            ),
        ),
        (
            "account",
            webhook(
                "account_update",
                json!({
                    "event": "ACCOUNT_VIOLATION", "phone_number": "15550783881", "country": "US",
                    "violation_info": {"violation_type": "ADULT"}, "ban_info": {"waba_ban_state": "SCHEDULE_FOR_DISABLE", "waba_ban_date": "March 2, 2026"},
                    "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": 1_772_964_900}],
                }),
            ),
        ),
        (
            "partner of an account",
            webhook(
                "account_update",
                json!({
                    "event": "PARTNER_ADDED",
                    "waba_info": {"waba_id": "104996122399160", "owner_business_id": "2329417887457253", "business_name": "✎The shop",
                        "partner_app_id": "6731974683", "solution_id": "303610109049230"},
                }),
            ),
        ),
        (
            "alert",
            webhook(
                "account_alerts",
                json!({
                    "entity_type": "BUSINESS", "entity_id": "506914307656634",
                    "alert_info": {"alert_severity": "INFORMATIONAL", "alert_status": "NONE", "alert_type": "OBA_APPROVED", "alert_description": "✎The shop is verified"},
                }),
            ),
        ),
        (
            "review of an account",
            webhook("account_review_update", json!({"decision": "APPROVED"})),
        ),
        (
            "capabilities",
            webhook(
                "business_capability_update",
                json!({
                    "max_daily_conversation_per_phone": 250, "max_phone_numbers_per_business": 2, "max_phone_numbers_per_waba": 25,
                }),
            ),
        ),
        (
            "name of a number",
            webhook(
                "phone_number_name_update",
                json!({
                    "display_phone_number": "15550783881", "decision": "REJECTED", "requested_verified_name": "✎The shop", "rejection_reason": "NAME_NOT_CONSISTENT",
                }),
            ),
        ),
        (
            "quality of a number",
            webhook(
                "phone_number_quality_update",
                json!({
                    "display_phone_number": "15550783881", "event": "THROUGHPUT_UPGRADE", "old_limit": "TIER_250", "current_limit": "TIER_2K",
                }),
            ),
        ),
        (
            "user name of a number",
            webhook(
                "business_username_update",
                json!({"display_phone_number": "15550783881", "username": "✎the.shop", "status": "approved"}),
            ),
        ),
        (
            "PIN",
            webhook(
                "security",
                json!({"display_phone_number": "15550783881", "event": "PIN_CHANGED", "requester": "61555822107539"}),
            ),
        ),
        (
            "faults of a Flow",
            webhook(
                "flows",
                json!({
                    "event": "CLIENT_ERROR_RATE", "flow_id": "691244242662581", "message": "✎The Flow Survey fails at times",
                    "error_rate": 14.28, "threshold": 10, "alert_state": "ACTIVATED",
                    "errors": [{"error_type": "INVALID_SCREEN_TRANSITION", "error_rate": 66.66, "error_count": 2}],
                }),
            ),
        ),
        (
            "status of a Flow",
            webhook(
                "flows",
                json!({
                    "event": "FLOW_STATUS_CHANGE", "flow_id": "691244242662581", "message": "✎Survey: from DRAFT to PUBLISHED",
                    "old_status": "DRAFT", "new_status": "PUBLISHED",
                }),
            ),
        ),
        (
            "payment configuration",
            webhook(
                "payment_configuration_update",
                json!({
                    "configuration_name": "✎main till", "provider_name": "razorpay", "provider_mid": "acc_Gsp0", "status": "Needs Testing",
                    "created_timestamp": 1_772_360_000, "updated_timestamp": 1_772_360_100,
                }),
            ),
        ),
        (
            "partner solution",
            webhook(
                "partner_solutions",
                json!({"event": "SOLUTION_CREATED", "solution_id": "774485461512159", "solution_status": "INITIATED"}),
            ),
        ),
        (
            "events",
            webhook(
                "automatic_events",
                of_number(json!({"automatic_events": [{
                    "id": "wamid.HBgLMTU1NTAxMDAwMDEVAgASGBQG", "event_name": "Purchase", "timestamp": "1772360100",
                    "ctwa_clid": "Aff-n8ZTODiE79d22K", "custom_data": {"currency": "USD", "value": 25},
                }]})),
            ),
        ),
        (
            "two changes",
            json!({"object": "whatsapp_business_account", "entry": [
                {"id": "102290129340398", "changes": [
                    {"field": "messages", "value": of_number(json!({"contacts": contacts(),
                        "messages": [with_head("text", json!({"text": {"body": "✎Are you there?"}}))]}))},
                    {"field": "messages", "value": of_number(json!({"statuses": [
                        {"id": "wamid.A", "status": "failed", "recipient_id": "15550100001", "⚑": null},
                        {"id": "wamid.B", "status": "failed", "recipient_id": "15550100002",
                            "biz_opaque_callback_data": "✎order 8", "⚑": null}]}))},
                ]},
            ]}),
        ),
    ];
    shapes
        .into_iter()
        .map(|(name, body)| Shape::new(name, body))
        .collect()
}
