import type { components } from "./schema";

type Schemas = components["schemas"];

export type Booking = Schemas["BookingOut"];
export type FoundProvider = Schemas["FoundProvider"];
export type Provider = Schemas["ProviderOut"];
export type Offering = Schemas["OfferingOut"];
export type NewOffering = Schemas["NewOffering"];
export type Review = Schemas["ReviewOut"];
export type Slots = Schemas["Slots"];
export type Slot = Schemas["Slot"];
export type Me = Schemas["Me"];
export type Payment = Schemas["PaymentOut"];
export type Rule = Schemas["RuleIn"];
export type Override = Schemas["OverrideIn"];
export type Hours = Schemas["AvailabilityOut"];
export type Hosting = Schemas["HostingOut"];
export type TimeOff = Schemas["TimeOffOut"];
export type Task = Schemas["TaskOut"];
export type Pagination = Schemas["Pagination"];
export type CancellationPolicy = Schemas["CancellationPolicyOut"];
