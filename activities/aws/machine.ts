import type { BlockDeviceMapping, RunInstancesCommandInput } from '@aws-sdk/client-ec2'
import type { Resolved, Scope } from '../../workflows/contract/resource.ts'
import type { MachineSpec } from '../../workflows/contract/specs.ts'
import { contentHash } from './client-token.ts'
import type { RootDevices } from './root-devices.ts'
import type { UserDataRenderer } from './user-data-port.ts'

export type WantedMachine = Resolved<MachineSpec>

type MachineInput = Pick<
  RunInstancesCommandInput,
  'ImageId' | 'InstanceType' | 'KeyName' | 'UserData' | 'BlockDeviceMappings' | 'MetadataOptions'
>

/** What an instance and a launch template say alike: image, size, key, disks, start-up script. */
export function machineInput(deps: { rootDevices: RootDevices; userData: UserDataRenderer }) {
  return async (scope: Scope, spec: WantedMachine): Promise<{ input: MachineInput; fingerprint: string }> => {
    const [rootDevice, { text, fingerprint }] = await Promise.all([
      deps.rootDevices(scope.cloud.region, spec.image),
      deps.userData.render(scope, spec.userData),
    ])
    const input: MachineInput = {
      ImageId: spec.image,
      // Sizes are AWS's own open list; one that it does not know comes back as UnknownReference.
      InstanceType: spec.size as NonNullable<MachineInput['InstanceType']>,
      KeyName: spec.keyPair,
      UserData: Buffer.from(text).toString('base64'),
      BlockDeviceMappings: [disk(rootDevice, spec.rootDiskGiB), ...spec.disksGiB.map(dataDisk)],
      // IMDSv2 alone; two hops, so that pods behind their node's own network reach it too.
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled' },
    }
    return { input, fingerprint }
  }
}

/** `/dev/sdf` to `/dev/sdp` are the names that EC2 leaves to data disks. */
const dataDisk = (size: number, index: number): BlockDeviceMapping =>
  disk(`/dev/sd${String.fromCharCode('f'.charCodeAt(0) + index)}`, size)

const disk = (DeviceName: string, VolumeSize: number): BlockDeviceMapping => ({
  DeviceName,
  Ebs: { VolumeSize, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
})

/**
 * What a machine was started from and does not give back. Secrets are in it by reference alone; a new image is not,
 * because a newer one coming out is no reason to replace what runs.
 */
export const startHash = (spec: WantedMachine): string =>
  contentHash([spec.userData, spec.rootDiskGiB, spec.disksGiB])
