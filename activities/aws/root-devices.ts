import { DescribeImagesCommand } from '@aws-sdk/client-ec2'
import { refuse } from '../failures.ts'
import { given } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'

/** Under which name an image expects its root disk: `/dev/sda1`, `/dev/xvda`. */
export type RootDevices = (region: string, image: string) => Promise<string>

/** An image never changes, so each is asked about once per process; a failed question is asked again. */
export function rootDevices({ clients }: Pick<AwsDeps, 'clients'>): RootDevices {
  const known = new Map<string, Promise<string>>()
  const ask = async (region: string, image: string): Promise<string> => {
    const answer = await clients(region).ec2.send(new DescribeImagesCommand({ ImageIds: [image] }))
    const [found] = answer.Images ?? []
    if (found) return given(found.RootDeviceName, 'RootDeviceName')
    throw refuse('UnknownReference', `image ${image} is not in ${region}`, 'name an image of this region')
  }
  return (region, image) => {
    const name = `${region}/${image}`
    const device = known.get(name) ?? ask(region, image)
    known.set(name, device)
    device.catch(() => known.delete(name))
    return device
  }
}
