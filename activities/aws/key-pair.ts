import { DeleteKeyPairCommand, DescribeKeyPairsCommand, ImportKeyPairCommand } from '@aws-sdk/client-ec2'
import type { Key, Scope } from '../../workflows/contract/resource.ts'
import type { Kind, Seen } from '../resources/kind.ts'
import { given, millisecondsOf, readOurs } from './answers.ts'
import type { AwsDeps } from './aws-deps.ts'
import { compare } from './differences.ts'
import { awsName, ownedBy, tagged, tagsFor } from './tags.ts'

interface KeyPairFacts {
  /** Type and key without the comment, which AWS may change. */
  publicKey: string | undefined
}

/** The operators' public key. Machines name it by `id`, which is its name: EC2 takes no other handle. */
export function keyPairKind({ clients }: AwsDeps): Kind<'aws.keyPair', KeyPairFacts> {
  const ec2 = (scope: Scope) => clients(scope.cloud.region).ec2
  return {
    name: 'aws.keyPair',
    async observe(scope) {
      const input = { Filters: ownedBy(scope), IncludePublicKey: true }
      const answer = await ec2(scope).send(new DescribeKeyPairsCommand(input))
      return readOurs(scope, 'aws.keyPair', answer.KeyPairs ?? [], read)
    },
    diff: ({ spec }, { facts }) =>
      facts.publicKey === undefined
        ? []
        : compare('replace', { publicKey: [withoutComment(spec.publicKey), facts.publicKey] }),
    async create(scope, wanted) {
      const PublicKeyMaterial = Buffer.from(wanted.spec.publicKey)
      const TagSpecifications = tagged('key-pair', tagsFor(scope, wanted))
      const input = { KeyName: awsName(scope, wanted, 120), PublicKeyMaterial, TagSpecifications }
      const answer = await ec2(scope).send(new ImportKeyPairCommand(input))
      return read(wanted.key, { ...answer, PublicKey: wanted.spec.publicKey })
    },
    update: async (_scope, _wanted, seen) => seen,
    async remove(scope, { id }) {
      await ec2(scope).send(new DeleteKeyPairCommand({ KeyName: id }))
    },
    waitsFor: () => undefined,
  }
}

interface KeyPair {
  KeyName?: string | undefined
  PublicKey?: string | undefined
  CreateTime?: Date | undefined
}

function read(key: Key, pair: KeyPair): Seen<KeyPairFacts> {
  const id = given(pair.KeyName, 'KeyName')
  const facts = { publicKey: pair.PublicKey && withoutComment(pair.PublicKey) }
  return { key, id, outputs: { id, name: id }, state: 'present', createdAt: millisecondsOf(pair.CreateTime), facts }
}

const withoutComment = (publicKey: string): string => publicKey.trim().split(/\s+/).slice(0, 2).join(' ')
