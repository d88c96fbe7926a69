"""French."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs
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
        "confirmé répondu rétorqué répliqué poursuivi conclu promis reconnu admis avoué prévenu averti soutenu "
        "insisté martelé regretté déploré démenti nié jugé soufflé lancé témoigné écrit révélé signalé noté observé "
        "suggéré prétendu accusé indigné inquiété félicité réjoui plaint demandé exigé réclamé prévu évalué résumé "
        "relevé détaillé juré exclu rejeté dénoncé critiqué salué contesté exhorté appelé"
    ),
    helpers=words("a ont avait avaient est sont était ai avons"),
    clitics=words("s se l le la les lui leur y n ne m me nous t"),
    objects=words(
        "rejette rejettent dénonce dénoncent critique critiquent salue saluent conteste contestent exclut excluent "
        "qualifie qualifient évoque évoquent fustige fustigent réfute réfutent exclu rejeté dénoncé critiqué salué "
        "contesté dément démenti accuse accusé demande demandé évalue évalué réclame réclamé"
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
    incises=True,
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
    subordinators=words("quand lorsque alors si bien comme après tandis puisque"),
    contrasts=words("tandis alors bien quoique"),
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

ACTIONS: Final = Actions(
    being=words("est sont était étaient fut furent été être sera seront serait seraient"),
    helping=words(
        "a ont avait avaient aura auront aurait auraient va vont peut peuvent pourrait pourraient doit doivent "
        "devrait devraient veut veulent n ne"
    ),
    determiners=words(
        "le la les l un une des du au aux son sa ses leur leurs ce cet cette ces notre nos plusieurs quelques tous "
        "toutes chaque deux trois quatre cinq six sept huit dix d"
    ),
    prepositions=words(
        "de du des d à au aux en dans par pour sur sous vers avec sans contre chez entre devant derrière après avant "
        "depuis pendant durant dès jusque jusqu lors selon malgré près autour via comme"
    ),
    bounds=words("à de près plus jusqu"),
    genitives=words("de du des d"),
    owning=words("de du des d"),
    late_endings=("u", "us", "ue", "ues", "t", "ts", "te", "tes"),
    shortened=words("cie"),
    offices=words(
        "affaires agriculture culture défense économie éducation environnement état étrangères finances intérieur "
        "justice santé sports transports travail"
    ),
    agent=words("par"),
    ties=words("et ou"),
    purposes=words("afin pour"),
    reporting=words("que qu"),
    around_occasions=words("après avant pendant"),
    definite=words("l la le les"),
    producing=verbs("jouer organiser ouvrir ouverte payer planifier prévoir prévu prévue publier réaliser tenir", "fr"),
    due=words("prévu prévue prévues prévus"),
    relatives=words("qui"),
    seeming=words("apparemment probablement sans vraisemblablement"),
    openers=words("qui que qu dont où lorsque quand si parce alors tandis"),
    adverbs=words(
        "pas plus jamais aussi encore déjà ensuite puis alors bientôt ici là ailleurs moins bien hors toujours "
        "désormais finalement notamment ne n"
    ),
    pronouns=words("il elle ils elles on se s lui eux y personne quelqu"),
    numbers=words("dizaines centaines milliers"),
    verbs=verbs(
        "abandonner accepter accueillir accuser acheter adopter affronter ajouter amener annoncer annuler appeler "
        "appliquer approuver arrêter arriver assassiner assister atteindre attaquer atteint attaquer autoriser "
        "avancer baisser bat battre battent blesser bloquer bombarder brûler capturer céder cesser changer charger "
        "chuter classer commencer condamner conduire confier confirmer construire construit contribuer convoquer "
        "couper créer décéder décider déclarer déclencher découvrir découvre découvrent défendre défiler demander "
        "démanteler démissionner déposer détruire détruit détruisent devenir devient dévoiler diffuser diriger "
        "discuter disparaître dissoudre distribuer donner échouer écraser éclater écrouler effondrer élire élit "
        "emporter embaucher empêcher enlever enquêter enregistrer entamer entendre enterrer entrer envahir envoyer "
        "étendre éteindre évacuer examiner exploser expulser fermer fêter fixer fonder frapper fuir fuit gagner "
        "garder geler heurter hospitaliser imposer inaugurer incendier inculper infliger inonder inspecter installer "
        "interdire interdit interpeller interroger investir inviter jeter jouer juger lancer lever libérer licencier "
        "limoger lire livrer manifester marquer menacer mener mettre met mettent meurt meurent mourir modifier monter "
        "multiplier naître négocier nommer noyer obtenir obtient occuper offrir ordonner ouvrir ouvre ouvrent "
        "parvenir parvient partir part partent participer passer payer perdre perd perdent percuter peser placer "
        "planter porter poser poursuivre précipiter prendre prend prennent présenter prêter prévenir procurer "
        "promettre promet prononcer proposer protester provoquer publier quitter raser ravager rebâtir récupérer "
        "recevoir reçoit reçoivent réclamer reconnaître reconnaît reconstruire recruter réduire réduit refuser "
        "rejeter relâcher réélire remettre remet remplacer remporter rencontrer rendre rend rendent renoncer rénover "
        "renverser réparer répondre reporter repousser reprendre reprend rester retirer retrouver réunir réussir "
        "réviser révoquer rouvrir sauver saisir secouer séjourner signer sombrer sortir sort sortent soutenir subir "
        "subit succéder succomber suivre suit supprimer survivre suspendre suspend tenir tient tiennent tenter tirer "
        "tomber toucher transférer transporter traverser trouver tuer utiliser vaincre valider vendre vend vendent "
        "venir vient viennent verser viser visiter voir voler voter vote",
        "fr",
    ),
    acts=verbs(
        "abat abattent abattre abolir aborder abroger accorder accroître accélérer acquitter adhérer adresser "
        "affaiblir aggraver aider alerter amender apaiser apporter appuyer armer asphyxier atterrir attribuer "
        "augmenter avertir avouer bannir boycotter brandir briser bénéficier censurer chasser clore cofinancer "
        "coincider collaborer collecter combattre commander commettre comparaître compléter composer conclure conclut "
        "confisquer conquérir consacrer consolider consulter contaminer contraindre contrôler convaincre coopérer "
        "coordonner couler courir couronner creuser critiquer croiser célébrer descendre destituer disperser disputer "
        "doubler durcir débarquer débattre débloquer débuter décerner décoller décorer dédommager défier défoncer "
        "déférer dégager déjouer délivrer délocaliser démolir dénoncer dépasser dépenser déplacer déployer dépêcher "
        "dérailler dérober désigner détecter détenir détient détourner dévaster développer dévier effectuer embarquer "
        "empoisonner emprisonner enclencher encourager endommager enfreindre engager engloutir enrôler entraîner "
        "entreprendre envisager escorter espionner exercer exiger exiler exporter exposer exprimer extrader exécuter "
        "fabriquer faciliter financer foncer forcer former fouiller fournir franchir freiner fusionner féliciter "
        "garantir glisser gracier grimper gérer honorer héberger identifier ignorer illustrer immatriculer "
        "immobiliser importer improviser incarcérer inciter inhumer innover instaurer insulter intensifier "
        "intercepter interrompre intervenir intervient introduire inventer investiguer juguler justifier kidnapper "
        "larguer localiser lutter lâcher légaliser maintenir maintient manquer marcher masser maîtriser menotter "
        "mobiliser moderniser moquer muter nager nationaliser naviguer neutraliser noter obliger observer obstruer "
        "opposer opérer organiser orienter oublier paralyser pardonner partager patrouiller peiner percer permet "
        "permettre perquisitionner perturber piller piloter piéger plaider plonger pousser pratiquer prier priver "
        "procéder produire produit programmer progresser prolonger promulguer propager protéger prouver préparer "
        "préserver punir pénétrer périr racheter ralentir ramener rapatrier rappeler ratifier rattraper rebondir "
        "recenser recouvrer rectifier reculer redoubler regagner relancer relever relier reloger remercier remonter "
        "renforcer renouveler rentrer replier repérer repêcher respecter restaurer restituer restreindre retarder "
        "retourner retrancher revendre revenir revient riposter rompre rompt ruiner réagir réaliser récompenser "
        "réformer régler réhabiliter résigner résister résoudre résulter rétablir révéler sabler saboter saluer "
        "sanctionner sauter sceller secourent secourir siéger sonder soulager soulever soumet soumettre soupçonner "
        "souscrire stabiliser stationner stopper submerger suffoquer surgir surprend surprendre surveiller sécuriser "
        "séparer séquestrer taxer tester torturer trahir traiter trancher travailler tripler troubler trébucher "
        "téléphoner témoigner unifier urger vacciner valoir venger vider violer voyager vérifier échanger échapper "
        "écoper élargir éliminer émettre épargner éprouver équiper établir étrangler étudier éviter",
        "fr",
    ),
    participles=words(
        "battu construit détruit élu entendu fait mis mort obtenu offert ouvert perdu pris reçu rendu repeint "
        "repeints repeintes soutenu suspendu tenu vaincu vendu venu vu conduit réduit interdit inscrit découvert "
        "couvert relu repris remis admis promis permis compris atteint éteint joint craint dit écrit ouverte ouvertes "
        "ouverts détruite détruits détruites mise prise construite"
    ),
    infinitive_endings=("er", "ir", "oir", "dre", "ttre", "uire"),
    participle_endings=("é", "ée", "és", "ées", "i", "ie", "is", "ies"),
    tense_endings=("era", "eront", "ira", "iront", "aient", "èrent", "ait"),
    meeting=verbs("rencontrer réunir affronter", "fr"),
    sharing=verbs("négocier signer", "fr"),
    gatherings=words("entretien entretiens négociations pourparlers réunion réunions sommet"),
    reflexive=words("s se"),
    receiving=verbs("recevoir reçoit reçoivent subir subit", "fr"),
    places=words("dans à au aux en sur sous chez devant derrière contre près vers"),
    inside=words("à au aux en dans près sur"),
    addressing=words("à au aux contre avec"),
    opposing=words("contre"),
    beside=words("avec"),
    giving=verbs("donner livrer envoyer vendre verser prêter remettre offrir confier adresser", "fr"),
    saying=verbs("dire dit disent affirmer penser estimer expliquer ajouter déclarer souligner croire", "fr"),
    remarking=verbs("avertir annoncer rapporter écrire nier confirmer assurer préciser", "fr"),
    states=verbs("contenir appartenir coûter comprendre représenter", "fr"),
    moving=verbs("quitter visiter occuper traverser bloquer évacuer", "fr"),
    infinitive=words("à de"),
    occasions=words("coupe finale championnat jeux festival guerre loi prix semaine mois année open tournoi"),
    sites=words(
        "aéroport ambassade bâtiment bourg bureau camp campagne capitale caserne centre château cinéma clinique côte "
        "cour école église ferme forêt frontière gare grilles gymnase hôpital hôtel île immeuble lac local lycée "
        "mairie maison marché mer montagne mosquée musée palais parc parlement place plage pont port prison quartier "
        "région restaurant rive rivière route rue salle scène siège site stade théâtre tribunal université usine "
        "vallée village ville zone décombres loges"
    ),
    progressive_endings=(),
    doubting={
        **dict.fromkeys(words("si risque menace menacent craint craignent incertain soupçonne"), "possible"),
        **dict.fromkeys(words("prévu prévue prévus prévues doit doivent projet promet promis annoncé"), "planned"),
    },
    folk=words(
        "personnes gens hommes femmes enfants habitants soldats policiers agents pompiers sapeurs ouvriers employés "
        "salariés manifestants agriculteurs élèves étudiants enseignants professeurs patients passagers voyageurs "
        "touristes clients victimes blessés morts spectateurs électeurs députés ministres élus familles juges avocats "
        "médecins police région commission mairie État gouvernement"
    ),
    folk_endings=("istes", "neurs", "teurs"),
    no_folk=words("ascenseurs capteurs compteurs hauteurs honneurs moteurs ordinateurs secteurs tracteurs vecteurs"),
    goods=words(
        "immeuble immeubles maison maisons bâtiment bâtiments pont route routes train trains navire navires bateau "
        "bateaux avion avions voiture voitures camion camions bus arbre arbres théâtre école église toit missile "
        "missiles obus bombes portes fleurs flammes contrat documents corps"
    ),
)

CLAIMING: Final = Claiming(
    saying=words(
        "dit disent disait déclare déclarent déclaré affirme affirment affirmé assure assurent assuré explique "
        "expliquent expliqué précise précisent précisé ajoute ajoutent ajouté indique indiquent indiqué souligne "
        "soulignent souligné annonce annoncent annoncé confirme confirment confirmé estime estiment estimé rapporte "
        "rapportent rapporté écrit écrivent admet admettent admis reconnaît reconnu prévient prévenu averti avertit "
        "rappelle rappelé croit pense pensent soutient soutiennent soutenu raconte raconté suggère suggèrent suggéré"
    ),
    denying=words("nie nient nié niait dément démentent démenti conteste contestent contesté"),
    that=words("que qu"),
    no_speakers=words("est sont été être qui que se s le la les un une ne n pas"),
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
    coordinators=words("et mais tandis"),
    subordinators=words("car puisque"),
)
