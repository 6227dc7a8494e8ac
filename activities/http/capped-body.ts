/** The text of a body up to `bytes`; what is longer is cut, or fails the request. */
export async function readCapped(answer: Response, bytes: number, beyond: 'cut' | 'fail'): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(answer)) {
    size += chunk.byteLength
    if (size > bytes && beyond === 'fail') throw new Error(`the answer is longer than ${bytes} bytes`)
    chunks.push(chunk)
    if (size > bytes) break
  }
  return Buffer.concat(chunks).subarray(0, bytes).toString('utf8')
}

async function* chunksOf(answer: Response): AsyncGenerator<Uint8Array> {
  const reader = answer.body?.getReader()
  if (!reader) return
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Whoever stops early has what it wanted; the rest would only keep the connection busy.
    await reader.cancel()
  }
}
