import { createHash } from 'node:crypto'
import type { Actions } from '../action.ts'
import { AwsError } from '../aws-error.ts'
import { describe } from '../describe.ts'
import { flag, need, text } from '../query.ts'
import { tagsInRequest, tagSet } from '../tags.ts'
import { addThing, dropThing, thingsOf, type Thing } from '../things.ts'

interface KeyPair {
  name: string
  publicKey: string
}

export const keyPairActions: Actions = {
  ImportKeyPair: (call) => {
    const name = need(call.params, 'KeyName')
    const publicKey = Buffer.from(need(call.params, 'PublicKeyMaterial'), 'base64').toString()
    if (!/^(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/]{40,}={0,2}( .*)?$/.test(publicKey.trim())) {
      throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format')
    }
    if (keyPairs(call).some(({ fields }) => fields.name === name)) {
      throw new AwsError('InvalidKeyPair.Duplicate', `The keypair '${name}' already exists.`)
    }
    const tags = tagsInRequest(call.params, 'key-pair')
    const id = call.world.id('key-', 17)
    return shown(addThing<KeyPair>(call, { kind: 'key-pair', id, tags, fields: { name, publicKey } }))
  },
  DescribeKeyPairs: (call) => {
    const ids = { field: 'KeyPairId', notFound: 'InvalidKeyPair.NotFound' }
    const values = ({ fields }: Thing<KeyPair>) => ({ 'key-name': fields.name })
    const { items } = describe({ things: keyPairs(call), params: call.params, ids, values })
    const withKey = flag(call.params, 'IncludePublicKey')
    return { keySet: items.map((pair) => ({ ...shown(pair), publicKey: withKey ? pair.fields.publicKey : undefined })) }
  },
  DeleteKeyPair: (call) => {
    const name = text(call.params, 'KeyName')
    const id = text(call.params, 'KeyPairId')
    // AWS answers so whether there was one or not.
    for (const pair of keyPairs(call)) if (pair.id === id || pair.fields.name === name) dropThing(call.world, pair.id)
    return { return: true }
  },
}

const keyPairs = (call: Parameters<Actions[string]>[0]) => thingsOf<KeyPair>(call, 'key-pair')

const shown = ({ id, tags, fields }: Thing<KeyPair>) => ({
  keyPairId: id,
  keyName: fields.name,
  keyFingerprint: createHash('md5').update(fields.publicKey).digest('hex').replace(/..(?=.)/g, '$&:'),
  tagSet: tagSet(tags),
})
