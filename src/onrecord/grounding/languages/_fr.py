"""French."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._assertions import Assertions, phrases
from onrecord.grounding.languages._language import Language, assigned, forms, numbered, weekdays, words

__all__ = ["FRENCH"]

_ASSERTIONS: Final = Assertions(
    hedges={
        "possible": phrases("pourrait, pourraient, peut-être, éventuellement, possiblement, potentiellement"),
        "probable": phrases(
            "probablement, vraisemblablement, sans doute, apparemment, semble, semblent, semblait, paraît, devrait, "
            "devraient"
        ),
        "reported": phrases(
            "aurait, auraient, serait, seraient, présumé, présumée, présumés, présumées, prétendument, soupçonné de, "
            "soupçonnée de, soupçonnés de, accusé de, accusée de, accusés de"
        ),
        "planned": phrases("entend, entendent, envisage de, envisagent de, va, vont, s'apprête à, projette de"),
        "wished": phrases(
            "veut, veulent, souhaite, souhaitent, espère, espèrent, tente de, tentent de, a tenté de, ont tenté de, "
            "essaie de, cherche à, cherchent à, étudie, propose de, proposent de"
        ),
        "weak": phrases(
            "a décidé, ont décidé, décide, doit, doivent, peut, peuvent, pouvait, possible, possibilité, risque, "
            "risques, danger, menace, menacent, craint, craignent, croit, croient, pense, pensent, estime, estiment, "
            "prévoit, prévoient, soupçonne, plan, projet, prévu, prévue, prévus, annoncé, annonce, a annoncé, si, "
            "faut, demande, demandent, a demandé, réclame, exige, promet, a promis, incertain, voudrait"
        ),
    },
    future_endings=("ra", "ront"),
    bounds={
        "low": phrases("au moins, pas moins de, plus de, plus d, au-delà de, au minimum"),
        "high": phrases("au plus, au maximum, jusqu'à, pas plus de, moins de, moins d, tout au plus"),
        "nearly": phrases("près de, près d, presque, quasiment"),
        "about": phrases("environ, quelque, autour de, à peu près"),
        "exactly": phrases("exactement, précisément, pile"),
        "only": phrases("seulement, uniquement, à peine"),
    },
    bounds_behind={
        "low": phrases("ou plus, au moins"),
        "high": phrases("ou moins, au plus, au maximum"),
        "about": phrases("environ"),
    },
    quantifiers={
        "all": phrases("tous les, toutes les, tous, toutes, chaque, les deux, la totalité des"),
        "most": phrases(
            "la plupart des, la plupart de, la majorité des, la majeure partie des, presque tous les, presque toutes "
            "les"
        ),
        "many": phrases("beaucoup de, de nombreux, de nombreuses, nombre de"),
        "some": phrases("quelques, plusieurs, certains, certaines"),
        "few": phrases("peu de, rares"),
        "part": phrases(
            "certains des, certaines des, plusieurs des, quelques-uns des, une partie des, pas tous les, pas toutes les"
        ),
        "none": phrases("aucun, aucune, aucun des, aucune des"),
        "only": phrases("seul, seule, seuls, seules, seulement, uniquement"),
    },
    restrictors=phrases(
        "ancien, ancienne, anciens, ex, vice, adjoint, adjointe, intérimaire, par intérim, présumé, présumée, futur, "
        "future, faux, fausse"
    ),
    opposites=(
        "augmenter hausse monter croître progresser relever accroître / "
        "baisser baisse chuter diminuer reculer réduire abaisser recul chute",
        "plus / moins",
        "majorité / minorité",
        "meilleur mieux / pire",
        "premier / dernier",
        "avant / après",
        "approuver adopter accepter / rejeter refuser",
        "soutenir / opposer rejeter",
        "arrêter incarcérer / libérer",
        "condamner / acquitter relaxer",
        "coupable / innocent",
        "ouvrir / fermer",
        "commencer débuter / finir terminer achever",
        "embaucher recruter / licencier",
        "féliciter louer / critiquer dénoncer",
        "autoriser permettre / interdire",
        "légal / illégal",
        "gagner victoire remporter / perdre défaite",
        "bénéfice profit / perte",
        "confirmer / démentir",
        "importer importation / exporter exportation",
        "nord / sud",
        "est oriental / ouest occidental",
        "homme / femme",
        "père / mère",
        "fils / fille",
        "frère / sœur",
        "vivant survivre / mort mourir",
        "attaquer / défendre",
        "améliorer / aggraver détériorer",
        "public / privé",
        "dedans / dehors",
        "entrer / sortir",
        "renforcer / affaiblir",
    ),
    than=words("que qu"),
    origins=words("de du d"),
    goals=words("à au jusqu"),
    coordinators=words("et ou mais"),
    conditions={
        "condition": phrases("si, s il, s ils, à condition que, à condition de, à moins que, pourvu que, sauf si"),
        "none": phrases("comme si, même si, même s, si bien"),
    },
    doubts=words(
        "faux mensonge rumeur rumeurs incertain improbable impossible nie nient nié niait nièrent nia dément démentent "
        "démenti démentait doute doutent doutait douté ignore ignorent conteste contestent contesté"
    ),
    cancelled=words(
        "nie nient nié niait nièrent nia dément démentent démenti démentait doute doutent doutait douté conteste "
        "contestent contesté"
    ),
    unasserted={
        "doubted": phrases(
            "n est pas vrai que, n est pas vrai qu, n est pas exact que, n est pas exact qu, n est pas certain que, n "
            "est pas certain qu, n est pas sûr que, n est pas sûr qu, ne croit pas que, ne croit pas qu, ne croient "
            "pas que, ne crois pas que, ne crois pas qu, ne pense pas que, ne pense pas qu, ne pensent pas que, n a "
            "pas dit que, n a pas dit qu, n a jamais dit que, n a jamais dit qu, n ai jamais dit que, n ai jamais dit "
            "qu, ne signifie pas que, ne veut pas dire que, aucune preuve que, aucune preuve qu"
        )
    },
    clause_openers=words("que qu si"),
    plain_openers=words("que qu s à au en"),
    plurals=(
        "s",
        "x",
    ),
    determiners=words("le la les un une des ce cette ces son sa ses chaque"),
)
FRENCH: Final = Language(
    code="fr",
    assertions=_ASSERTIONS,
    weekdays=weekdays("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    months=numbered(
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov "
        "décembre/déc"
    ),
    days=assigned("aujourd=today hier=yesterday demain=tomorrow"),
    negatives=words("n ne pas jamais rien aucun aucune sans ni nul nulle"),
    function_words=words(
        "le la les l un une des du de d au aux et ou mais donc or car que qu qui quoi dont où si comme lorsque quand "
        "puisque parce tandis alors ainsi puis à en dans sur sous par pour avec chez contre entre vers depuis pendant "
        "durant avant après dès selon lors jusque jusqu je j tu il elle on nous vous ils elles me m te t se s lui leur "
        "leurs y ce c cet cette ces ceci cela ça mon ma mes ton ta tes son sa ses notre nos votre vos tout toute tous "
        "toutes chaque plusieurs quelques plus moins très trop aussi encore déjà ici là est sont était étaient été "
        "être sera seront serait fut furent a ont avait avaient eu avoir aura auront aurait soit peut peuvent pouvait "
        "doit doivent environ près autre autres"
    ),
    definite=words("le la les l ce cet cette ces du des au aux son sa ses leur leurs"),
    articles=words("le la les l un une des du"),
    where=words("à en dans vers depuis"),
    of_persons=words("qui"),
    person_pronouns=words("il elle ils elles lui son sa ses je mon ma mes"),
    thing_pronouns=words("il elle ils elles ce cela ça celui celle ceux celles leur leurs nous notre"),
    titles=words(
        "président présidente vice-président ministre maire préfet préfète gouverneur gouverneure sénateur sénatrice "
        "député députée ambassadeur ambassadrice secrétaire porte-parole directeur directrice chef cheffe général "
        "colonel capitaine commissaire roi reine prince princesse pape évêque archevêque cardinal juge procureur "
        "procureure avocat avocate professeur professeure docteur entraîneur entraîneuse attaquant gardien analyste "
        "économiste fondateur fondatrice chancelier chancelière premier délégué déléguée"
    ),
    honorifics=words("monsieur madame m mme mlle dr me"),
    person_nouns=words(
        "homme femme garçon fille enfant père mère fils frère sœur mari épouse victime suspect suspecte accusé accusée "
        "prévenu prévenue condamné avocat avocate procureur juge témoin policier policière agent soldat conducteur "
        "conductrice joueur joueuse président présidente ministre maire préfet préfète gouverneur dirigeant dirigeante "
        "candidat candidate porte-parole directeur directrice chef cheffe député députée sénateur sénatrice successeur "
        "prédécesseur auteur autrice artiste chanteur chanteuse acteur actrice chercheur chercheuse expert experte "
        "médecin professeur patron patronne entrepreneur fondateur journaliste patient patiente habitant habitante "
        "salarié salariée sortant élu élue"
    ),
    group_nouns=words(
        "entreprise société compagnie firme groupe constructeur fabricant banque club équipe association syndicat "
        "patronat autorité ministère gouvernement exécutif parti coalition opposition parlement assemblée sénat "
        "tribunal cour police parquet armée organisation fondation université institut église journal quotidien chaîne "
        "commission conseil ville mairie commune pays état région province république agence préfecture direction"
    ),
    place_nouns=words(
        "ville commune pays état région province république village île capitale aéroport port gare stade site usine "
        "hôpital zone"
    ),
    thing_nouns=words(
        "médicament vaccin produit match tournoi élection scrutin loi contrat accord étude rapport film livre bateau "
        "train avion tempête incendie feu maladie grève rivière"
    ),
    demonyms=forms(
        "allemagne allemand allemande allemands allemandes,france français française françaises,espagne espagnol "
        "espagnole espagnols espagnoles,italie italien italienne italiens,portugal portugais portugaise,grèce grec "
        "grecque grecs,autriche autrichien autrichienne,suisse suisses,belgique belge belges,luxembourg "
        "luxembourgeois,pologne polonais polonaise,hongrie hongrois hongroise,roumanie roumain roumaine "
        "roumains,bulgarie bulgare,croatie croate,serbie serbe,danemark danois danoise,suède suédois suédoise,norvège "
        "norvégien norvégienne,finlande finlandais finlandaise,irlande irlandais irlandaise,angleterre anglais "
        "anglaise,écosse écossais écossaise,britannique britanniques,russie russe russes,ukraine ukrainien "
        "ukrainienne ukrainiens,turquie turc turque turcs,israël israélien israélienne israéliens,liban libanais "
        "libanaise,syrie syrien syrienne,irak irakien irakienne,iran iranien iranienne,égypte égyptien "
        "égyptienne,maroc marocain marocaine,algérie algérien algérienne,tunisie tunisien tunisienne,sénégal "
        "sénégalais sénégalaise,mali malien malienne,chine chinois chinoise,japon japonais japonaise,corée coréen "
        "coréenne,inde indien indienne,amérique américain américaine américains,canada canadien canadienne,québec "
        "québécois québécoise,mexique mexicain mexicaine,brésil brésilien brésilienne,argentine argentin,australie "
        "australien australienne,europe européen européenne européens,palestine palestinien palestinienne,afghanistan "
        "afghan afghane,pays-bas néerlandais néerlandaise"
    ),
    irregular=forms(
        "recevoir reçu reçue reçus reçoit recevra reçoivent,élire élu élue élus élit élection,mourir mort morte morts "
        "meurt meurent mourir décès,naître né née nés nées naît naissance,prendre pris prise prend prennent,dire dit "
        "dite disent disait,faire fait faite font faisait,mettre mis mise met mettent,promettre promis promet promesse "
        "promettent,permettre permis permet,pouvoir peut peuvent pouvait pourra pourrait,vouloir veut veulent voulait "
        "voudra,devoir doit doivent devait devra,savoir sait savent savait,venir vient viennent venu venue,tenir tient "
        "tiennent tenu tenue,obtenir obtient obtenu obtiennent,voir vu vue voit voient,croire croit croient cru,lire "
        "lu lit,écrire écrit écrite écrivent,ouvrir ouvert ouverte ouvre ouverture,rouvrir rouvre rouverte "
        "rouvrira,couvrir couvert couvre,offrir offert offre,perdre perdu perd perte,vendre vendu vend vente "
        "ventes,rendre rendu rend,répondre répondu répond réponse,descendre descendu,battre battu bat,courir couru "
        "court,secourir secouru secourue secourus secourt secourent,détruire détruit détruite détruisent "
        "destruction,construire construit construite construction,réduire réduit réduite réduction,produire produit "
        "produite production,conduire conduit,connaître connu connaît connue,reconnaître reconnu reconnaît "
        "reconnue,disparaître disparu disparue disparus disparues disparition,paraître paru,vivre vécu vit vie,suivre "
        "suivi suit,craindre craint,atteindre atteint atteinte atteignent,fermer ferme fermeture,licencier "
        "licenciement licencié,muter mutation mutations muté mutés"
    ),
    coordinators=words("et mais ou or donc"),
    subordinators=words("parce puisque lorsque lorsqu quand comme tandis si dont où qui lequel laquelle"),
    complementizers=words("que qu si comment pourquoi où quand quel quelle"),
    without=words("sans"),
    half_negatives=words("ne n"),
    refusals=words(
        "refuser refuse refusé refusée refusent rejeter rejette rejeté exclure exclu exclut exclue empêcher empêche "
        "empêché interdire interdit interdite démentir dément démenti nier nie nié renoncer renonce renoncé manquer "
        "manque manquent manquait faute absence absent priver privé privée privés privées inconnu inconnue éviter "
        "évite évité échouer échoue échoué cesser cesse cessé annuler annulé "
    ),
    soft_negatives=frozenset({"non seulement", "pas seulement", "sans doute", "n importe"}),
    infinitive_prepositions=words("de d pour à"),
    telling=words(
        "selon d’après maintenant alors puis ensuite après avant bientôt déjà encore ici là dedans dehors depuis"
    ),
)
