import { awsService } from './aws/service.ts'
import { rancherService } from './rancher/service.ts'
import { zabbixService } from './zabbix/service.ts'
import type { Service } from './world.ts'

/** Everybody who answers in this world. The first who takes a request has it. */
export const services: readonly Service[] = [awsService, rancherService, zabbixService]
