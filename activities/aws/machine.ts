import type { LaunchTemplateBlockDeviceMappingRequest } from '@aws-sdk/client-ec2'
import type { Resolved, Scope } from '../../workflows/contract/resource.ts'
import { TAG_USER_DATA } from '../../workflows/contract/resource.ts'
import type { MachineSpec } from '../../workflows/contract/specs.ts'
import type { AwsDeps } from './aws-deps.ts'

/** What instances and launch templates are asked for in the same words. */
export async function machineRequest({ userData }: AwsDeps, scope: Scope, spec: Resolved<MachineSpec>) {
  const { text, fingerprint } = await userData.render(scope, spec.userData)
  return {
    tags: { [TAG_USER_DATA]: fingerprint },
    request: {
      ImageId: spec.image,
      // The SDK lists the sizes it knew when it was made; AWS itself says which there are.
      InstanceType: spec.size as 't3.micro',
      KeyName: spec.keyPair,
      UserData: Buffer.from(text).toString('base64'),
      BlockDeviceMappings: disksOf(spec),
      // Tokens for the metadata service, which containers on the machine reach over one more hop.
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled' } as const,
    },
  }
}

/** The root disk of Debian's and Ubuntu's images, then `/dev/sdf` and on, as AWS recommends for further disks. */
function disksOf({ rootDiskGiB, disksGiB }: Resolved<MachineSpec>): LaunchTemplateBlockDeviceMappingRequest[] {
  const devices = [['/dev/sda1', rootDiskGiB] as const, ...disksGiB.map((size, index) => [deviceName(index), size] as const)]
  return devices.map(([DeviceName, VolumeSize]) => ({
    DeviceName,
    Ebs: { VolumeSize, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
  }))
}

const deviceName = (index: number): string => `/dev/sd${String.fromCharCode('f'.charCodeAt(0) + index)}`
