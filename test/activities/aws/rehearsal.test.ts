import { startWorld } from '../../../infra/rehearsal/start-world.ts'
import { awsSuite } from '../../contract/aws/aws-suite.ts'

awsSuite('the rehearsal world', () => startWorld({ port: 0, speed: 1000, seed: 7, faults: 'none' }))
