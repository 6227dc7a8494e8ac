/** The settings a start-up script opens with: lines `TRAILBOSS_NAME='value'`, quoted as a shell reads them. */
export const startUpSettings = (userData: string): Record<string, string> => {
  const settings: Record<string, string> = {}
  for (const [, name = '', value = ''] of userData.matchAll(/^(?:export\s+)?(TRAILBOSS_[A-Z0-9_]+)=(.*)$/gm)) {
    settings[name] = shellWords(value)[0] ?? ''
  }
  return settings
}

/** Splits a command line as a POSIX shell would, without expanding anything. */
export const shellWords = (line: string): string[] => {
  const words: string[] = []
  // One run of unquoted, single-quoted, double-quoted and escaped pieces without a blank between them is one word.
  for (const [word] of line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g)) words.push(unquote(word))
  return words
}

const unquote = (word: string): string =>
  word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g, (_all, single?: string, double?: string, escaped?: string) =>
    single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '')
