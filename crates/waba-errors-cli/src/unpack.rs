//! Compressed input, which is told by its first bytes.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// What follows the first byte of a frame of Zstandard that is skipped, which is one of these sixteen.
const SKIPPED: &[u8] = &[0x2a, 0x4d, 0x18];
const FIRST_SKIPPED: u8 = 0x50;
/// An empty last block and a checksum: the end of a frame.
const END: &[u8] = &[1, 0, 0, 0, 0, 0, 0];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Plain,
    Gzip,
    Zstd,
}

/// The input as it was before it was compressed. Waits for no more bytes than tell its format.
pub(crate) fn unpack<'a>(
    mut input: impl Read + Send + 'a,
) -> io::Result<Box<dyn Read + Send + 'a>> {
    let mut head = Vec::new();
    let format = loop {
        if let Some(format) = format(&head) {
            break format;
        }
        if input.by_ref().take(1).read_to_end(&mut head)? == 0 {
            // A terminal would have to be told the end of the input once more.
            return Ok(Box::new(Cursor::new(head)));
        }
    };
    let input = Cursor::new(head).chain(input);
    Ok(match format {
        Format::Plain => Box::new(input),
        Format::Gzip => Box::new(Gzip(MultiGzDecoder::new(input))),
        Format::Zstd => Box::new(Zstd::new(input)),
    })
}

/// The format of what begins so; `None` if more has to be seen.
fn format(head: &[u8]) -> Option<Format> {
    let skipped = match head {
        [first, rest @ ..] if first & 0xf0 == FIRST_SKIPPED => (rest, SKIPPED),
        _ => (head, ZSTD),
    };
    let formats = [
        (head, GZIP, Format::Gzip),
        (skipped.0, skipped.1, Format::Zstd),
    ];
    let known = formats
        .iter()
        .find(|(head, magic, _)| head.starts_with(magic));
    if let Some((_, _, format)) = known {
        return Some(*format);
    }
    let is_open = formats
        .iter()
        .any(|(head, magic, _)| magic.starts_with(head));
    (!is_open).then_some(Format::Plain)
}

/// One or more members of gzip.
struct Gzip<R>(MultiGzDecoder<R>);

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(damaged_if_such)
    }
}

/// One or more frames of Zstandard.
struct Zstd<R> {
    input: BufReader<R>,
    decoder: FrameDecoder,
    /// What is wrong behind what the decoder still holds.
    failed: Option<io::Error>,
}

impl<R: Read> Zstd<R> {
    fn new(input: R) -> Self {
        Self {
            input: BufReader::new(input),
            decoder: FrameDecoder::new(),
            failed: None,
        }
    }

    /// Decodes on. Gives whether there is more to come.
    fn advance(&mut self) -> io::Result<bool> {
        if !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks;
            if let Err(error) = self.decoder.decode_blocks(&mut self.input, one(1)) {
                self.failed = Some(fault(&error));
                // The decoder gives out the last part of a frame, as large as its window, when the frame ends.
                let _ = self.decoder.decode_blocks(END, one(1));
            }
            return Ok(true);
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let sum = self.decoder.get_checksum_from_data();
        if sum.is_some() && sum != self.decoder.get_calculated_checksum() {
            return Err(damaged());
        }
        if self.input.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.reset(&mut self.input) {
            Ok(()) => {}
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                let skipped = self.input.by_ref().take(length.into());
                if io::copy(&mut { skipped }, &mut io::sink())? < length.into() {
                    return Err(damaged());
                }
            }
            Err(error) => return Err(fault(&error)),
        }
        Ok(true)
    }
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.decoder.read(buffer)?;
            if count > 0 || buffer.is_empty() || !self.advance()? {
                return Ok(count);
            }
        }
    }
}

/// What the decoder says: something that the input said to it, or what is wrong with the frame.
fn fault(error: &FrameDecoderError) -> io::Error {
    if let FrameDecoderError::WindowSizeTooBig { .. } | FrameDecoderError::DictNotProvided { .. } =
        error
    {
        return io::Error::other(error.to_string());
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return damaged_if_such(error.kind().into());
        }
        cause = error.source();
    }
    damaged()
}

fn damaged_if_such(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            damaged()
        }
        _ => error,
    }
}

fn damaged() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::{Format, format};

    #[test]
    fn the_first_bytes_tell_the_format_as_soon_as_they_can() {
        for (head, expected) in [
            (&b""[..], None),
            (b"{", Some(Format::Plain)),
            (b"\x1f", None),
            (b"\x1f\x8b", Some(Format::Gzip)),
            (b"\x1f\x8c", Some(Format::Plain)),
            (b"(\xb5/", None),
            (b"(\xb5/\xfd", Some(Format::Zstd)),
            (b"(#131047)", Some(Format::Plain)),
            (b"P*M", None),
            (b"_*M\x18", Some(Format::Zstd)),
            (b"PHP", Some(Format::Plain)),
        ] {
            assert!(format(head) == expected, "{head:?}");
        }
    }
}
