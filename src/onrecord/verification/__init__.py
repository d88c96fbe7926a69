"""Records -> verified or not: a model reads the evidence of what is reworded, and nothing else."""

from onrecord.verification._inquiry import REFUTED_BELOW, VERIFIED_FROM
from onrecord.verification._opening import open_verifier, verifier_named
from onrecord.verification._prompt import VerifyPrompt, load_verify_prompt, verify_prompt
from onrecord.verification._verify import REFUTED, Verification, Verifier, judged_as, verifier_used, verify

__all__ = [
    "REFUTED",
    "REFUTED_BELOW",
    "VERIFIED_FROM",
    "Verification",
    "Verifier",
    "VerifyPrompt",
    "judged_as",
    "load_verify_prompt",
    "open_verifier",
    "verifier_named",
    "verifier_used",
    "verify",
    "verify_prompt",
]
