import type { Program } from '../program.ts'

const release = 'https://github.com/temporalio/cli/releases/download/v1.5.1'

const archive = (platform: string, sha256: string) => ({
  url: `${release}/temporal_cli_1.5.1_${platform}.tar.gz`,
  sha256,
  member: 'temporal',
})

/** Temporal's command with its development server inside, which keeps the workflows of the embedded mode. */
export const temporal: Program = {
  name: 'temporal',
  // The last one `go install` takes: later modules carry a replace directive, and Go refuses those.
  version: '1.5.1',
  // Of the server: a build from source says "0.0.0-DEV" of the command itself, and the server is what must fit the SDK.
  accepts: { from: '1.29.1', below: '2.0.0' },
  versionArguments: ['--version'],
  versionPattern: /Server (\d+\.\d+\.\d+)/,
  archives: {
    linux_amd64: archive('linux_amd64', 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d'),
    linux_arm64: archive('linux_arm64', 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5'),
    darwin_amd64: archive('darwin_amd64', 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9'),
    darwin_arm64: archive('darwin_arm64', 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415'),
  },
  goInstall: { module: 'github.com/temporalio/cli/cmd/temporal@v1.5.1', minutes: 3 },
}
