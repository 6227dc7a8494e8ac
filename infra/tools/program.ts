/** One program of others that Trailboss runs: which versions do, and where the pinned one comes from. */
export type Program = {
  name: string
  /** What is fetched when the machine has none that does; names the folder in the cache. */
  version: string
  /** What a program found on the machine must say of itself: at least `from`, less than `below`. */
  accepts: { from: string; below: string }
  versionArguments: string[]
  /** Finds the version in what the program prints; the first group is compared with `accepts`. */
  versionPattern: RegExp
  /** By `<os>_<architecture>` as Go names them; a platform that is missing here is built. */
  archives: Record<string, Archive>
  /** How it is built where its archive cannot be had. */
  goInstall?: { module: string; minutes: number }
}

export type Archive = {
  url: string
  sha256: string
  /** Path of the program inside the archive. */
  member: string
}

export type FoundProgram = {
  path: string
  version: string
  source: 'variable' | 'path' | 'cache' | 'download' | 'build'
}

export type FindOptions = {
  /** The environment to search: `TRAILBOSS_<NAME>`, `PATH`, `XDG_CACHE_HOME`, `HOME`. */
  env: NodeJS.ProcessEnv
  /** Told one line whenever something takes long. */
  onProgress?: (line: string) => void
}
