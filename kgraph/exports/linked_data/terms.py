"""The properties and the classes that statements are made with, each with its meaning here.

Those of `kg:` are kgraph's own, and every file describes them in these words; docs/linked-data.md lists all of them. A
property has one kind of value, by which both syntaxes know how to write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What the values of a property are: a thing by its name, a text, a text in a language, a whole number, true or false,
# an exact number, a date that may be doubtful, a calendar day, a moment, an address, or a date as fine as it is known.
Kind = Literal["iri", "text", "lang", "integer", "boolean", "decimal", "edtf", "day", "moment", "uri", "date"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name, the kind of its values, and what it says."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its name, what belongs to it, and the classes of others that whatever belongs to it is in too."""

    name: str
    meaning: str
    above: tuple[str, ...] = ()


CLASSES: tuple[Class, ...] = (
    Class("kg:Export", "What is in the file: all of a version of a dataset, or a part.", ("void:Dataset",)),
    Class("kg:Claim", "What somebody says. That it is so is not stated.", ("schema:Claim", "prov:Entity")),
    Class("kg:ReferredClaim", "A claim that is not in the file, but that one in it refers to, or is contradicted by."),
    Class("kg:Qualifier", "A further part of a claim, in a role."),
    Class("kg:Value", "A quantity, or a property in words, of one claim."),
    Class("kg:Passage", "The place that a claim was read in.", ("prov:Entity", "schema:CreativeWork")),
    Class("kg:Citation", "That a passage cites a source, and how."),
    Class("kg:Source", "What one can cite.", ("prov:Entity", "schema:CreativeWork")),
    Class("kg:Author", "A person or a body, which of them is not said, in the byline of a source."),
    Class("kg:Entity", "What claims are about, who makes them, who publishes sources."),
    Class("kg:RetiredRecord", "An id that earlier versions of the dataset used, and that is not given again."),
    Class("kg:Predicate", "What a claim says of its subject and object. No property.", ("skos:Concept",)),
    Class("kg:Role", "What a qualifier says about its claim.", ("skos:Concept",)),
    Class("kg:Topic", "A topic of claims.", ("skos:Concept",)),
    Class("kg:EntityType", "A type of entities.", ("skos:Concept",)),
    Class("kg:Unit", "A unit of amounts.", ("skos:Concept",)),
    Class("kg:Status", "Whether what a claim says happened.", ("skos:Concept",)),
    Class("kg:Polarity", "Whether the speaker says that it is so.", ("skos:Concept",)),
    Class("kg:Basis", "Whether the passage says it or takes it for granted.", ("skos:Concept",)),
    Class("kg:Rank", "Whether a claim comes first, or was withdrawn.", ("skos:Concept",)),
    Class("schema:Claim", "A claim."),
    Class("prov:Entity", "A claim, a passage, a source, a dataset or a version of one."),
    Class("schema:Thing", "An entity whose type schema.org has no word for."),
    Class("schema:Person", "An entity of the type `person`."),
    Class("schema:Organization", "An entity of the type `organisation`, `organization`, `company` or `outlet`."),
    Class("schema:GovernmentOrganization", "An entity of the type `government` or `public-body`."),
    Class("schema:Country", "An entity of the type `country`."),
    Class("schema:Place", "An entity of the type `region` or `place`."),
    Class("schema:Event", "An entity of the type `event`."),
    Class("schema:Article", "A source of the type `article`."),
    Class("schema:CreativeWork", "A source of the type `cited-item`: what it is, is not known."),
    Class("schema:WebPage", "A source of the type `web-page`."),
    Class("schema:Dataset", "A source of the type `dataset`; the dataset of the file, and its version."),
    Class("schema:PublicationIssue", "The issue of a periodical that a source stands in."),
    Class("schema:PublicationVolume", "The volume of a periodical that a source, or its issue, stands in."),
    Class("void:Dataset", "The dataset of the file, its version, and what of it is in the file."),
    Class("skos:Concept", "A word of the dataset, or one of the four closed lists."),
    Class("skosxl:Label", "One of the further names of an entity."),
    Class("rdfs:Class", "A class of kgraph's own."),
    Class("rdf:Property", "A property of kgraph's own."),
)

PROPERTIES: tuple[Property, ...] = (
    Property("kg:subject", "iri", "The entity that the claim is about."),
    Property("kg:predicate", "iri", "What the claim says of its subject and its object."),
    Property("kg:object", "iri", "What the claim says it of: an entity, a value or another claim."),
    Property("kg:qualifier", "iri", "A further part of the claim."),
    Property("kg:role", "iri", "What the qualifier says about its claim."),
    Property("kg:content", "iri", "What stands in the role: an entity, a value or another claim."),
    Property("kg:polarity", "iri", "Whether the speaker says that it is so, that it is not so, or that it is unclear."),
    Property("kg:status", "iri", "Whether it happened, is planned, alleged, feared or the like."),
    Property("kg:hedge", "text", "The cue word by which the text holds back on the claim; without it, it does not."),
    Property("kg:contestedBy", "iri", "A claim that contradicts this one, in the file or not; without it, none does."),
    Property("kg:basis", "iri", "Whether the passage says it or takes it for granted."),
    Property("kg:valid", "edtf", "When it holds; without it, the text does not say."),
    Property("kg:topic", "iri", "A topic of the claim, its predicate's where it has none of its own; of a predicate."),
    Property("kg:rank", "iri", "Whether the claim comes first among those on its matter, or was withdrawn."),
    Property("kg:deprecatedBecause", "text", "Why the claim was withdrawn."),
    Property("kg:ties", "iri", "An entity that the claim ties its subject to: only of affirmed claims not withdrawn."),
    Property("kg:amount", "decimal", "The number, in base units, which is as exact as the modifier says."),
    Property("kg:modifier", "text", "How the amount is meant: exact, about, at_least, at_most, more_than, few, some."),
    Property("kg:unit", "iri", "The unit of the amount."),
    Property("kg:text", "text", "The figure or the property in words."),
    Property("kg:paragraph", "integer", "The paragraph of the source, from 1."),
    Property("kg:sentence", "integer", "The sentence of the paragraph, from 1."),
    Property("kg:row", "integer", "The row of the source, from 1."),
    Property("kg:retrieved", "moment", "When the page was read."),
    Property("kg:digest", "text", "SHA-256 of the normalised passage, whose words are not given."),
    Property("kg:citesNothing", "boolean", "True of a passage that cites nothing, and so rests on its source alone."),
    Property("kg:qualifiedCitation", "iri", "What the passage cites, and how."),
    Property("kg:cites", "iri", "The source that is cited."),
    Property("kg:signal", "text", "The word before the citation: see."),
    Property("kg:date", "edtf", "When the source appeared, its doubtful parts marked."),
    Property("kg:datePrinted", "text", "The date of the source as the citing text prints it."),
    Property("kg:dateBasis", "text", "How what is not printed of the date was inferred."),
    Property("kg:type", "iri", "The type of the entity, in the words of its dataset."),
    Property("kg:country", "text", "ISO 3166-1 code of a country that the entity is counted under; it is no tie."),
    Property("kg:iso3166", "text", "ISO 3166-1 code of the country that the entity is."),
    Property("kg:nameKind", "text", "official, alias, transliteration, abbreviation, metonym or descriptive."),
    Property("kg:inverseLabel", "text", "How the predicate reads from object to subject."),
    Property("kg:symmetric", "boolean", "Whether the predicate says the same with subject and object swapped."),
    Property("kg:singleValued", "boolean", "Whether a subject can have only one object at a time and by one measure."),
    Property("kg:subjectType", "iri", "A type that subjects of the predicate may have; kg:Entity for any."),
    Property("kg:objectType", "iri", "The same for objects; kg:Value and kg:Claim for those that are no entity."),
    Property("kg:tying", "boolean", "Whether an entity in the role is tied to the subject of the claim."),
    Property("kg:measure", "boolean", "Whether claims that differ in the role are about different matters."),
    Property("kg:retiredBecause", "text", "Why there is no record with the id any more."),
    Property("kg:annotator", "text", "Who read the sources of the dataset."),
    Property("kg:annotated", "day", "When they were read."),
    Property("kg:textDigest", "text", "Digest of the whole text that all claims were read in."),
    Property("kg:whole", "boolean", "Whether it is all of the version but withdrawn claims, or what passes filters."),
    Property("kg:filter", "text", "A filter that the claims passed, as NAME=VALUE."),
    Property("kg:emptyBecause", "text", "Why no claim is in the file, if none is."),
    Property("kg:claimCount", "integer", "How many kg:Claim the file holds. It is the last statement of all."),
    Property("kg:entityCount", "integer", "How many kg:Entity the file holds."),
    Property("kg:sourceCount", "integer", "How many kg:Source the file holds."),
    Property("schema:identifier", "text", "The id of the record in its dataset."),
    Property("schema:name", "lang", "The main name of an entity; without a language, a title or a byline."),
    Property("schema:alternateName", "lang", "A further name of the entity."),
    Property("schema:description", "text", "What the entity or the dataset is, in the dataset's own words."),
    Property("schema:sameAs", "iri", "The item of Wikidata for the entity."),
    Property("schema:text", "text", "The claim, negation included, in the dataset's words, not in its speaker's."),
    Property("schema:appearance", "iri", "The passage that the claim was read in."),
    Property("schema:position", "integer", "The place of a qualifier in its claim, an author in the byline; from 1."),
    Property("schema:isPartOf", "iri", "The source of a passage; the issue or the volume of a source or of an issue."),
    Property("schema:citation", "iri", "The source that a passage cites, whatever the signal."),
    Property("schema:url", "uri", "Where the passage, or the source, can be read."),
    Property("schema:publisher", "iri", "The outlet of the source."),
    Property("schema:author", "iri", "Who wrote the source, by its byline."),
    Property("schema:datePublished", "date", "When the source appeared, only where nothing of the date is inferred."),
    Property("schema:volumeNumber", "text", "The volume."),
    Property("schema:issueNumber", "text", "The issue of the volume."),
    Property("schema:license", "text", "The licence of the records."),
    Property("schema:version", "text", "The version of the dataset: a digest of its records."),
    Property("schema:isBasedOn", "iri", "The source that all claims of the dataset were read in."),
    Property("prov:wasDerivedFrom", "iri", "The passage that the claim was read in."),
    Property("prov:wasAttributedTo", "iri", "The speaker: who or what asserts the claim."),
    Property("prov:specializationOf", "iri", "The dataset that this is a version of."),
    Property("skos:prefLabel", "text", "How a predicate reads from subject to object, a role before its content."),
    Property("skos:definition", "text", "What the word means."),
    Property("skosxl:altLabel", "iri", "A further name of the entity, with its kind."),
    Property("skosxl:literalForm", "lang", "The name."),
    Property("dcterms:isReplacedBy", "iri", "The record that took the place of a retired one."),
    Property("void:uriSpace", "text", "How the names of all things of the dataset begin."),
    Property("void:subset", "iri", "What of the version is in the file."),
    Property("rdfs:subClassOf", "iri", "A class of others that this one is part of."),
    Property("rdfs:comment", "text", "What a class or a property of kgraph's own means."),
)
