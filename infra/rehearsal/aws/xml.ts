/** What an XML answer is made from. Undefined fields are left out; arrays become lists of `item` or `member`. */
export type Xml = string | number | boolean | undefined | readonly Xml[] | XmlFields

export interface XmlFields {
  readonly [name: string]: Xml
}

export function xmlElement(name: string, value: Xml, itemName: string): string {
  if (value === undefined) return ''
  return `<${name}>${xmlContent(value, itemName)}</${name}>`
}

function xmlContent(value: Xml, itemName: string): string {
  if (value === undefined) return ''
  if (isList(value)) return value.map((item) => xmlElement(itemName, item, itemName)).join('')
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, field]) => xmlElement(name, field, itemName)).join('')
  }
  return escape(String(value))
}

// Array.isArray does not narrow readonly arrays.
const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' }

const escape = (text: string) => text.replace(/[&<>"\r]/g, (sign) => entities[sign] ?? sign)
