export { awsService } from '../aws2/service.ts'
