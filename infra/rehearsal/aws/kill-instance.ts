export { killInstance } from '../aws2/kill-instance.ts'
