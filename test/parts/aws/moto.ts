import { existsSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { execa } from 'execa'
import type { Endpoint } from '../../contract/aws/aws-suite.ts'

const VERSION = '5.2.5'

/** moto in a virtual environment of its own, made the first time; why there is none where it cannot be had. */
export async function installMoto(): Promise<{ program: string } | { missing: string }> {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'trailboss', `moto-${VERSION}`)
  const program = join(folder, 'bin', 'moto_server')
  if (existsSync(program)) return { program }
  const venv = await execa('python3', ['-m', 'venv', folder], { reject: false })
  if (venv.failed) return { missing: `no Python virtual environment: ${venv.shortMessage}` }
  const wish = `moto[server,ec2,autoscaling,elbv2]==${VERSION}`
  const pip = await execa(join(folder, 'bin', 'pip'), ['install', '--quiet', wish], { reject: false })
  return pip.failed ? { missing: `pip cannot install moto ${VERSION}: ${pip.shortMessage}` } : { program }
}

/** Starts moto on a free port and makes sure that the server that answers there is this one. */
export async function startMoto(program: string): Promise<Endpoint> {
  const port = await freePort()
  const server = execa(program, ['-H', '127.0.0.1', '-p', String(port)], { reject: false, all: true })
  const url = `http://127.0.0.1:${port}`
  for (const deadline = Date.now() + 60_000; !(await answers(url)); await wait(200)) {
    // A server whose port was taken ends at once; then whoever answers is another.
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`moto did not start: ${(await server).all}`)
  }
  if (server.exitCode !== null) throw new Error(`another server answers on ${url}`)
  return {
    url,
    stop: async () => {
      server.kill()
      await server
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`)).ok
  } catch {
    // Not listening yet: the caller asks again until its own deadline.
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
