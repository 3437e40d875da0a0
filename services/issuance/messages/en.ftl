# What issuance writes into pictures and documents. One message a line.
card-awarded-to = Awarded to
card-issued-by = Issued by
card-valid = Valid
card-expired = Expired
card-suspended = Suspended
card-revoked = Revoked
ob2-suspended = Suspended
ob2-revoked = Revoked
assessed-by = Assessed by
