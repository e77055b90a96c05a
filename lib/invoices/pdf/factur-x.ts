/** The name and the level that Factur-X 1.0 (ZUGFeRD 2) gives the XML in a PDF: its profile EN 16931. */
export const FACTUR_X = "factur-x.xml";

const FIELDS: [name: string, value: string, means: string][] = [
  ["DocumentFileName", FACTUR_X, "The name of the embedded XML document"],
  ["DocumentType", "INVOICE", "The type of the hybrid document"],
  ["Version", "1.0", "The version of the Factur-X standard"],
  ["ConformanceLevel", "EN 16931", "The conformance level of the embedded data"],
];
const NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";

/** What the metadata of such a PDF says of it, with the description of these fields that PDF/A asks for. Source: Factur-X 1.0.07, chapter 6. */
export const FACTUR_X_METADATA = `
  <rdf:Description xmlns:fx="${NAMESPACE}" rdf:about="">
    ${FIELDS.map(([name, value]) => `<fx:${name}>${value}</fx:${name}>`).join("\n    ")}
  </rdf:Description>
  <rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>${NAMESPACE}</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>fx</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq>${FIELDS.map(
        ([name, , means]) => `<rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>${name}</pdfaProperty:name>
        <pdfaProperty:valueType>Text</pdfaProperty:valueType>
        <pdfaProperty:category>external</pdfaProperty:category>
        <pdfaProperty:description>${means}</pdfaProperty:description>
      </rdf:li>`,
      ).join("")}</rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>`;
