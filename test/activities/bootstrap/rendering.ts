import { scriptReader } from '../../../activities/bootstrap/read-script.ts'
import { type UserDataDeps, userDataRenderer } from '../../../activities/bootstrap/render-user-data.ts'
import { keptName, type Secrets } from '../../../activities/secrets/secrets.ts'

export const registrationToken = 'zk7wq2n5vtoken9xlp4'

export const readScript = scriptReader('infra/bootstrap')

/** A renderer with secrets of its own, in memory, and a Rancher that always issues the same command. */
export function renderer(differing: Partial<UserDataDeps> = {}) {
  const secrets = memorySecrets()
  return { secrets, ...userDataRenderer({ secrets, registrationCommand, readScript, ...differing }) }
}

const registrationCommand = async ({ url }: { url: string }) =>
  `curl -fL ${url}/system-agent-install.sh | sudo sh -s - --server ${url} --token ${registrationToken}`

function memorySecrets(): Secrets {
  const kept = new Map<string, string>()
  return {
    read: async ({ secret }) => kept.get(secret) ?? '',
    readKept: async (name) => kept.get(`kept:${name}`),
    keep: async (ref, value) => void kept.set(nameOf(ref.secret), value),
    makeOnce: async (ref, make) => {
      const name = nameOf(ref.secret)
      if (!kept.has(name)) kept.set(name, make())
      return kept.get(name) ?? ''
    },
  }
}

function nameOf(secret: string): string {
  if (keptName({ secret }) === undefined) throw new Error(`${secret} is not one that Trailboss makes`)
  return secret
}
