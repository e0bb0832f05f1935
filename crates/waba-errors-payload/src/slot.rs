//! The fields that matter, by their names in all envelopes.

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Code,
    /// A code whose name says that it is one.
    ErrorCode,
    Subcode,
    Title,
    Message,
    Details,
    /// `error_data`.
    Data,
    UserTitle,
    UserMessage,
    Trace,
    Transient,
    Recipient,
    Id,
    MessageId,
    Time,
    Status,
    HttpStatus,
    Type,
    Reason,
    MoreInfo,
    /// The body of an answer in a batch.
    Body,
    /// `error` with something other than an object.
    Error,
}

impl Slot {
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"code" | b"Code" => Self::Code,
            b"error_code" | b"errorCode" | b"ErrorCode" | b"errorcode" | b"err_code"
            | b"ERROR_CODE" | b"metaCode" | b"meta_code" | b"failure_code" | b"failureCode"
            | b"failedCode" => Self::ErrorCode,
            b"error_subcode" | b"errorSubcode" | b"errorSubCode" | b"error_sub_code"
            | b"ErrorSubcode" | b"Subcode" | b"subcode" | b"subCode" | b"sub_code"
            | b"subErrorCode" => Self::Subcode,
            b"title" | b"Title" | b"error_title" | b"errorTitle" => Self::Title,
            b"message" | b"Message" | b"error_message" | b"errorMessage" | b"ErrorMessage"
            | b"error_description" | b"errorDescription" | b"error_msg" | b"msg"
            | b"developer_message" | b"developerMessage" => Self::Message,
            b"details" | b"Details" | b"detail" | b"error_details" | b"errorDetails"
            | b"possible_solution" | b"failedDetail" => Self::Details,
            b"error_data" | b"errorData" | b"ErrorData" => Self::Data,
            b"error_user_title" | b"errorUserTitle" | b"ErrorUserTitle" => Self::UserTitle,
            b"error_user_msg" | b"errorUserMsg" | b"errorUserMessage" | b"ErrorUserMsg" => {
                Self::UserMessage
            }
            b"fbtrace_id" | b"fbtraceId" | b"fbTraceId" | b"fbtraceID" | b"fb_trace_id"
            | b"FbtraceId" => Self::Trace,
            b"is_transient" | b"isTransient" | b"IsTransient" => Self::Transient,
            b"recipient_id" | b"recipientId" | b"recipient" | b"to" | b"To" | b"wa_id"
            | b"destination" | b"input" | b"phoneNumber" => Self::Recipient,
            b"id" => Self::Id,
            b"wamid"
            | b"message_id"
            | b"messageId"
            | b"MessageSid"
            | b"whatsapp_message_id"
            | b"whatsappMessageId" => Self::MessageId,
            b"timestamp" => Self::Time,
            b"status" | b"MessageStatus" | b"message_status" => Self::Status,
            b"http_status" | b"httpStatus" | b"http_code" | b"httpCode" | b"status_code"
            | b"statusCode" => Self::HttpStatus,
            b"type" => Self::Type,
            b"reason" => Self::Reason,
            b"more_info" | b"moreInfo" => Self::MoreInfo,
            b"body" => Self::Body,
            b"error" | b"err" | b"exception" | b"stack" | b"log" => Self::Error,
            _ if name.ends_with(b"rror_code") || name.ends_with(b"rrorCode") => Self::ErrorCode,
            _ if name.ends_with(b"eason") => Self::Reason,
            _ if is_error(name) || name.eq_ignore_ascii_case(b"www-authenticate") => Self::Error,
            _ => return None,
        })
    }
}

/// What an object or a list is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A code in it is an error code.
    Error,
    /// `error_data`: its details belong to the error around it.
    Data,
    /// What people wrote: nothing in it is an error.
    Content,
    Other,
}

impl Role {
    /// The role of what stands under a name, inside something with the role `self`.
    pub(crate) fn under(self, name: &[u8]) -> Self {
        match (self, name) {
            (Self::Content, _)
            | (
                _,
                b"text" | b"button" | b"interactive" | b"button_reply" | b"list_reply"
                | b"nfm_reply" | b"referral" | b"order" | b"product_items" | b"response_json",
            ) => Self::Content,
            (_, b"error_data" | b"errorData" | b"ErrorData") => Self::Data,
            (Self::Error, b"details") | (_, b"err" | b"errs" | b"exception") => Self::Error,
            _ if is_error(name) => Self::Error,
            _ => Self::Other,
        }
    }
}

/// Whether a name speaks of an error, as `errors` and `whatsappApiError` do.
pub(crate) fn is_error(name: &[u8]) -> bool {
    // The middle letters first: they are rare, and most names have none.
    name.windows(5).any(|part| {
        matches!(part, [_, b'r' | b'R', b'r' | b'R', ..]) && part.eq_ignore_ascii_case(b"error")
    })
}
