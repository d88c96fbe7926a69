"""French."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech(
    says=words(
        "dit disent disait disaient affirme affirment affirmait déclare déclarent déclarait assure assurent assurait "
        "explique expliquent expliquait annonce annoncent annonçait estime estiment estimait précise précisent "
        "précisait ajoute ajoutent ajoutait souligne soulignent soulignait indique indiquent indiquait rappelle "
        "rappellent rappelait raconte racontent racontait confie confient confirme confirment confirmait répond "
        "répondent répondait rétorque rétorquent réplique répliquent poursuit poursuivent conclut concluent promet "
        "promettent reconnaît reconnaissent admet admettent avoue avouent prévient préviennent avertit avertissent "
        "soutient soutiennent insiste insistent martèle martèlent regrette regrettent déplore déplorent dément "
        "démentent nie nient juge jugent considère considèrent croit croient pense pensent espère espèrent souffle "
        "soufflent lance lancent témoigne témoignent écrit écrivent révèle révèlent signale signalent note notent "
        "observe observent suggère suggèrent prétend prétendent accuse accusent indigne indignent inquiète inquiètent "
        "félicite félicitent réjouit plaint plaignent demande demandent exige exigent réclame réclament prévoit "
        "prévoient évalue évaluent résume résument relève relèvent détaille détaillent jure jurent ironise tonne"
    ),
    perfects=words(
        "dit affirmé déclaré assuré expliqué annoncé estimé précisé ajouté souligné indiqué rappelé raconté confié "
        "confirmé répondu rétorqué répliqué poursuivi conclu promis reconnu admis avoué prévenu averti soutenu insisté "
        "martelé regretté déploré démenti nié jugé soufflé lancé témoigné écrit révélé signalé noté observé suggéré "
        "prétendu accusé indigné inquiété félicité réjoui plaint demandé exigé réclamé prévu évalué résumé relevé "
        "détaillé juré exclu rejeté dénoncé critiqué salué contesté exhorté appelé"
    ),
    helpers=words("a ont avait avaient est sont était ai avons"),
    clitics=words("s se l le la les lui leur y n ne m me nous t"),
    objects=words(
        "rejette rejettent dénonce dénoncent critique critiquent  salue saluent conteste contestent "
        "exclut excluent qualifie qualifient évoque évoquent fustige fustigent réfute réfutent exclu rejeté dénoncé "
        "critiqué salué contesté dément démenti accuse accusé demande demandé évalue évalué réclame réclamé"
    ),
    tells=words("prévenu averti"),
    clausal=words("note notent observe observent relève relèvent juge jugent prévu lance lancé appelé ajouté ajoute"),
    participles=words(
        "ajoutant affirmant assurant précisant expliquant soulignant estimant déclarant disant rappelant"
    ),
    shows=words("montre montrent révèle révèlent suggère suggèrent indique indiquent"),
    documents=words(
        "étude études sondage sondages rapport rapports enquête données chiffres document documents lettre courrier "
        "courriel note communiqué procès registre registres analyse audit article livre"
    ),
    nouns=words(
        "annonce annonces estime note notes juge juges demande demandes accuse lance critique critiques signale "
        "réclame exige regrette souffle écrit promis relève"
    ),
    wholes=phrases(
        "n a pas souhaité s exprimer, n ont pas souhaité s exprimer, n a pas souhaité commenter, n ont pas souhaité "
        "commenter, n a pas voulu commenter, n a pas souhaité répondre, n ont pas souhaité répondre, refuse de "
        "commenter, a refusé de commenter, s est refusé à tout commentaire, se refuse à tout commentaire, n a pas "
        "souhaité réagir, n a pas voulu s exprimer"
    ),
    compounds=phrases("fait savoir, font savoir, fait état, font état, fait valoir, met en garde, met en cause"),
    sources=phrases("selon, d après, aux dires de, à en croire, aux yeux de"),
    impersonal=words("on il"),
    passives=words("être été est sont était étaient fut furent sera seront serait soit"),
    auxiliaries=words(
        "a ont avait avaient est s se l le la les lui leur y n ne pas également aussi ensuite encore déjà pourtant "
        "toutefois notamment d abord"
    ),
    negations=words("n ne pas jamais"),
    infinitive=words("de d à pour sans doit doivent peut peuvent va vont devrait pourrait"),
    openings=words("de d à"),
    complementizers=words("que qu"),
    determiners=words("le la les l un une des ce cet cette ces chaque plusieurs deux trois quatre cinq six"),
    possessives=words("son sa ses leur leurs notre nos votre vos mon ma mes"),
    prepositions=words(
        "de du d des à au aux en dans par pour sur sous avec sans chez contre entre vers depuis pendant durant avant "
        "après dès lors jusqu devant auprès lors"
    ),
    ties=words("de du d des à au aux pour"),
    adverbials=words("hier aujourd demain dernier dernière puis ensuite alors quand lorsque ce cette tôt tard"),
    coordinators=words("et mais ou puis"),
    openers=words("que qu mais comme après avant parce quand lorsque lorsqu si quoique tandis où puisque car alors"),
    relatives=words("qui dont lequel laquelle lesquels lesquelles"),
    persons=words("il elle je"),
    things=words("il elle ils elles nous on"),
    ranks=words("premier première vice ancien ancienne ex"),
    masculine=words("il lui monsieur m porteur directeur eur"),
    feminine=words("elle madame mme mlle directrice trice euse"),
    roles=words(
        "responsable gérant gérante patron patronne porte parole chef cheffe maire président présidente habitant "
        "habitante voisin voisine riverain riveraine pompier syndicaliste militant militante boulanger boulangère "
        "infirmier infirmière comédien comédienne adjoint adjointe commandant lieutenant"
    ),
    role_endings=("eur", "rice", "iste", "ier", "ière", "ien", "ienne", "logue"),
    verbs=words(
        "est sont était étaient a ont avait avaient sera seront serait seraient fut furent va vont peut peuvent "
        "pouvait doit doivent devait devra fait font faisait faut veut veulent vient viennent reste restent semble "
        "semblent aura auront aurait auraient pourrait devrait compte comptait passe avons sommes c'est"
    ),
    verb_endings=("aient", "èrent", "erait", "eront"),
)

ACTIONS: Final = Actions()

CLAIMING: Final = Claiming(
    saying=words(
        "dit disent disait déclare déclarent déclaré affirme affirment affirmé assure assurent assuré explique expliquent "
        "expliqué précise précisent précisé ajoute ajoutent ajouté indique indiquent indiqué souligne soulignent souligné "
        "annonce annoncent annoncé confirme confirment confirmé estime estiment estimé rapporte rapportent rapporté écrit "
        "écrivent admet admettent admis reconnaît reconnu prévient prévenu averti avertit rappelle rappelé croit pense "
        "pensent soutient soutiennent soutenu raconte raconté suggère suggèrent suggéré"
    ),
    telling=words("dit déclaré indiqué expliqué assuré"),
    denying=words("nie nient nié niait dément démentent démenti conteste contestent contesté"),
    that=words("que qu"),
    helpers=words("a ont avait avaient aussi également"),
    openers=words("à en de par avec pour sur comment rien"),
    sources=phrases("selon, d'après"),
    hedges={
        "probable": phrases(
            "probablement, apparemment, sans doute, vraisemblablement, semble, semblent, devrait, devraient"
        ),
        "possible": phrases(
            "peut, peuvent, pourrait, pourraient, peut-être, éventuellement, possiblement, aurait, auraient, serait, "
            "seraient, présumé, présumée, présumés, soupçonné, soupçonnée, soupçonnés, suggère, suggèrent, accusé de, "
            "accusée de, accusés de, accuse, prétendument"
        ),
        "denied": phrases("nie, nient, nié, dément, démentent, démenti, conteste, contesté"),
        "certain": phrases("ne peut, ne peuvent"),
    },
    opinions=phrases(
        "il faut, faudrait, doit, doivent, devrait, devraient, espère, espèrent, espérait, promet, promis, réclame, "
        "réclament, demande que, souhaite, souhaitent"
    ),
    silence=phrases(
        "n'a pas souhaité, n'a pas voulu, s'est refusé à, se refuse à, n'a pas répondu, pas souhaité commenter, "
        "refusé de commenter"
    ),
    persons=words("elle"),
    speakers=words("il elle ils elles"),
    selves=words("je j mon ma mes nous notre nos moi vous votre vos"),
)
