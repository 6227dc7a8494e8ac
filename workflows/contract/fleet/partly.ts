import { z } from 'zod'

/**
 * The same schema with every key optional, at every depth, and nothing filled in. Records, lists and unions stay as
 * they are: defaults and an environment share keys, not halves of a pool.
 */
export function partly(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return partly(schema.in)
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodExactOptional) return partly(schema.unwrap())
  if (schema instanceof z.ZodObject) {
    const fields: [string, z.core.$ZodType][] = Object.entries(schema.shape)
    return z.strictObject(Object.fromEntries(fields.map(([key, field]) => [key, z.exactOptional(partly(field))])))
  }
  // zod's two class families (core, classic) share their instances: whatever the classic API built is classic.
  return schema as z.ZodType
}
