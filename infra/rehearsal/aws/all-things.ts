export { allThings } from '../aws2/all-things.ts'
