//! A log that JavaScript hands over piece by piece.

use std::io::{self, Read};

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// An object with a method `next` that returns one `Uint8Array` after the other, and `undefined` at the end.
    pub type Chunks;

    #[wasm_bindgen(method)]
    fn next(this: &Chunks) -> Option<Vec<u8>>;
}

/// What has been handed over and is not read yet.
pub(crate) struct Reader<'a> {
    chunks: &'a Chunks,
    chunk: Vec<u8>,
    read: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(chunks: &'a Chunks) -> Self {
        Self {
            chunks,
            chunk: Vec::new(),
            read: 0,
        }
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.chunk.len() {
            let Some(chunk) = self.chunks.next() else {
                return Ok(0);
            };
            self.chunk = chunk;
            self.read = 0;
        }
        let mut rest = self.chunk.get(self.read..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.read += count;
        Ok(count)
    }
}
